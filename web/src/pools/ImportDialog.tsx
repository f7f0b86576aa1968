import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { ImportPoolDocument, PreviewPoolDocument } from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { pools as texts } from '../texts/pools.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { FormFoot } from '../ui/FormFoot.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useAttempt } from '../ui/use_attempt.ts';
import { PoolPreview } from './PoolPreview.tsx';

/** As large as a request may be, less what is around the text. */
const MOST_BYTES = 950_000;
const READ_AFTER_MS = 400;

interface ImportDialogProps {
  /** The pool that was made. */
  readonly onImported: (poolId: string) => void;
  readonly onClose: () => void;
}

/** Players of one's own: pasted or dropped, shown as they would be read, then imported. */
export default function ImportDialog({ onImported, onClose }: ImportDialogProps) {
  const id = useId();
  const [name, setName] = useState('');
  const [csv, setCsv] = useState('');
  const [skipRejected, setSkip] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const { problem, isBusy, attempt, forget } = useAttempt();
  const asked = useRested(csv);
  const { data, error } = useQuery({
    queryKey: ['pool preview', asked],
    queryFn: () => service.ask(PreviewPoolDocument, { csv: asked }),
    enabled: asked.trim() !== '',
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, placeholderData: keepPreviousData },
  });
  const preview = asked === '' ? null : (data?.previewPool ?? null);
  const mayImport =
    preview !== null && preview.problem === null && (preview.rejectedCount === 0 || skipRejected);

  const missing = mayImport
    ? null
    : csv.trim() === ''
      ? texts.noList
      : preview?.problem === null
        ? texts.notSkipped
        : texts.noPlayers;

  async function read(file: File | undefined) {
    if (!file) return;
    forget();
    setTooLarge(file.size > MOST_BYTES);
    if (file.size > MOST_BYTES) return;
    setCsv(await file.text());
    if (name === '') setName(file.name.replace(/\.\w+$/, ''));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const { importPool } = await service.ask(
        ImportPoolDocument,
        { name, csv, skipRejected },
        { once: true },
      );
      if (importPool?.pool) {
        say(texts.done(importPool.playerCount, importPool.pool.name));
        onImported(importPool.pool.id);
      }
    });
  }

  return (
    <FormDialog title={texts.title} isUnsaved={name !== '' || csv !== ''} onClose={onClose} wide>
      <form className="stack" onSubmit={submit} onInput={forget}>
        <p className="small muted">{texts.lead}</p>
        <div className="field">
          <label htmlFor={`${id}-text`}>{texts.text}</label>
          <textarea
            id={`${id}-text`}
            className="input paste"
            rows={7}
            spellCheck={false}
            placeholder={texts.placeholder}
            value={csv}
            onChange={(event) => {
              setTooLarge(false);
              setCsv(event.target.value);
            }}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              void read(event.dataTransfer.files[0]);
            }}
          />
          <div className="row wrap">
            <label className="button small">
              <FileUp size={15} />
              {texts.file}
              <input
                type="file"
                className="visually-hidden"
                accept=".csv,.tsv,.txt,.json,text/csv,application/json"
                onChange={(event) => void read(event.target.files?.[0])}
              />
            </label>
            <span className="small muted">{texts.drop}</span>
          </div>
        </div>
        {asked !== '' && !preview && !error && <p className="muted">{texts.reading}</p>}
        {error && <p className="notice bad">{reasonOf(error)}</p>}
        {preview && <PoolPreview preview={preview} />}
        {preview && preview.rejectedCount > 0 && preview.problem === null && (
          <Switch label={texts.skip} isOn={skipRejected} onChange={setSkip} />
        )}
        <div className="field">
          <label htmlFor={`${id}-name`}>{texts.name}</label>
          <NameInput id={`${id}-name`} placeholder={texts.namePlaceholder} value={name} onChange={setName} />
        </div>
        <FormFoot
          problem={isTooLarge ? texts.tooLarge : problem}
          action={mayImport && preview ? texts.import(preview.playerCount) : texts.importNothing}
          missing={missing}
          isDisabled={isBusy || !mayImport}
          onClose={onClose}
        />
      </form>
    </FormDialog>
  );
}

/** A text once nobody has typed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
