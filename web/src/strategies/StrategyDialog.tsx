import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useRoom } from '../room/room_state.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { spoken, strategies as texts } from '../texts/strategies.ts';
import { Choices } from '../ui/Choices.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { FormFoot } from '../ui/FormFoot.tsx';
import { useAttempt } from '../ui/use_attempt.ts';
import { OptionField } from './OptionField.tsx';
import type { OptionSchema } from './option_schema.ts';

/** As the league says: no strategy of one's own. */
const LEAGUE = '';

interface StrategyDialogProps {
  readonly teamId: string;
  readonly onClose: () => void;
}

/** How the service picks for one's team: which strategy, and its options. */
export default function StrategyDialog({ teamId, onClose }: StrategyDialogProps) {
  const { live, view } = useRoom();
  const { data, error } = useQuery({
    queryKey: ['strategy', live.draftId, teamId],
    queryFn: async () => {
      const [known, own] = await Promise.all([
        service.strategies(),
        service.teamStrategy(live.draftId, teamId),
      ]);
      return { known, own };
    },
    ...{ staleTime: 0, gcTime: 0 },
  });
  // Options name players, whom the form shows by name.
  const isKnown = data !== undefined && view.hasAllPlayers;
  const [isUnsaved, setUnsaved] = useState(false);
  return (
    <FormDialog title={texts.title} isUnsaved={isUnsaved} onClose={onClose} wide>
      <p className="small muted">{texts.lead}</p>
      {error && <p className="notice bad">{reasonOf(error)}</p>}
      {!isKnown && !error && <p className="muted">{texts.loading}</p>}
      {isKnown && <Form {...data} {...{ teamId, onClose }} onChange={() => setUnsaved(true)} />}
    </FormDialog>
  );
}

type Known = Awaited<ReturnType<typeof service.strategies>>;
type Own = Awaited<ReturnType<typeof service.teamStrategy>>;

interface FormProps extends StrategyDialogProps {
  readonly known: Known;
  readonly own: Own;
  readonly onChange: () => void;
}

function Form({ known, own, teamId, onChange, onClose }: FormProps) {
  const { live } = useRoom();
  const queries = useQueryClient();
  const [name, setName] = useState(own?.strategy ?? LEAGUE);
  const [options, setOptions] = useState<Readonly<Record<string, unknown>>>(
    (own?.options ?? {}) as Readonly<Record<string, unknown>>,
  );
  const { problem, isBusy, attempt, forget } = useAttempt();
  const chosen = known.find((strategy) => strategy.name === name);
  const fields = Object.entries((chosen?.optionsSchema as OptionSchema | undefined)?.properties ?? {});
  function change() {
    onChange();
    forget();
  }
  function save(event: FormEvent) {
    event.preventDefault();
    const given = Object.fromEntries(
      fields.flatMap(([key]) => (options[key] === undefined ? [] : [[key, options[key]]])),
    );
    void attempt(async () => {
      await service.setStrategy(live.draftId, teamId, name === LEAGUE ? null : name, given);
      await queries.invalidateQueries({ queryKey: ['suggestion', live.draftId] });
      say(texts.saved);
      onClose();
    });
  }
  return (
    <form className="stack" onSubmit={save}>
      <Choices
        label={texts.title}
        options={[
          [LEAGUE, texts.league, texts.leagueHow] as const,
          ...known
            // Tastes of bots are for practice drafts.
            .filter((strategy) => strategy.name !== 'bot' || own?.strategy === 'bot')
            .map((strategy) => [strategy.name, spoken(strategy.name), strategy.description] as const),
        ]}
        value={name}
        onChange={(next) => {
          setName(next);
          change();
        }}
      />
      <div className="stack" key={name}>
        {fields.map(([key, schema]) => (
          <OptionField
            key={key}
            name={key}
            schema={schema}
            value={options[key] ?? schema.default}
            onChange={(value) => {
              setOptions({ ...options, [key]: value });
              change();
            }}
          />
        ))}
      </div>
      <FormFoot problem={problem} action={texts.save} isDisabled={isBusy} onClose={onClose} />
    </form>
  );
}
