import { eventKinds } from '../../draft/event_kinds.ts';
import { PLAYER_STATUSES } from '../../draft/player_status.ts';
import { RULES_AT_ZERO } from '../../draft/rules_at_zero.ts';

/** Names and descriptions that the catalog cannot carry: column "id" stays `id`, and arguments and enum values speak. */

const ARGUMENTS: Readonly<Record<string, string>> = {
  'playerNews.sinceVersion':
    'The version of the pool (PlayerPool.statusVersion) that is known; what was told after it is answered.',
  'players.position': 'Only players of this position, such as RB, under any of its names: rb, D/ST.',
  'players.available': 'true: only players nobody has drafted here; false: only those somebody has.',
  'players.search':
    'Only players whose name contains this, whatever its accents, capitals, apostrophes and full stops.',
};

const ENUM_VALUES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(eventKinds).map(([kind, { description }]) => [`DraftEventKind.${kind}`, description]),
  ),
  ...Object.fromEntries(Object.entries(RULES_AT_ZERO).map(([rule, text]) => [`RuleAtZero.${rule}`, text])),
  ...Object.fromEntries(
    Object.entries(PLAYER_STATUSES).map(([status, text]) => [`PlayingStatus.${status}`, text]),
  ),
  'ResumeRule.CONTINUE': 'The pick clock goes on with what was left of it.',
  'ResumeRule.RESET': 'The pick clock begins anew, with the bank as it was when the pick came on the clock.',
  'DraftState.SCHEDULED': 'Created, not opened yet.',
  'DraftState.IN_PROGRESS': 'A team is on the clock.',
  'DraftState.PAUSED': 'The clock stands still and keeps the time left.',
  'DraftState.COMPLETED': 'Every cell of the board is filled.',
  'DraftState.CANCELLED': 'Ended before its last pick.',
  'DraftVisibility.PUBLIC': 'Everybody may watch.',
  'DraftVisibility.PRIVATE': 'Only members of the league may watch.',
  'PickSource.MANUAL': "The team's manager picked.",
  'PickSource.COMMISSIONER': 'The commissioner or an operator picked for the team.',
  'PickSource.AUTO': 'The clock ran out, and a strategy picked.',
  'PickSource.AUTOPILOT': 'The team is on autopilot, and a strategy picked at once.',
  'PickSource.KEEPER': 'The team kept the player: the pick was made when the draft opened.',
  'PickSource.FORCED': 'The commissioner had the service pick, and a strategy chose.',
  'EndpointKind.WEBHOOK': 'An HTTP server that gets signed messages (Standard Webhooks).',
  'EndpointKind.DISCORD': 'A channel of Discord, by its webhook; it gets sentences.',
  'EndpointKind.NATS': 'A stream of NATS JetStream. Only of operators.',
  'EndpointKind.LOG': 'The log of the service. Only of operators.',
  'InboxState.WAITING': 'It is not handled yet.',
  'InboxState.DONE': 'It was done.',
  'InboxState.SET_ASIDE': 'It was not understood, or refused: the reason says why. It can be retried.',
  'DraftEventKind.RESYNC': 'Not a change of the draft: the stream left events out. Read the draft again.',
};

export const namesPlugin: GraphileConfig.Plugin = {
  name: 'DraftNamesPlugin',
  version: '1.0.0',
  inflection: {
    replace: {
      // One row is all settings of a draft, and has the name of the input that it answers.
      tableType(previous, _options, codec) {
        return codec.name === 'draftSettings' ? 'DraftSettings' : (previous?.call(this, codec) ?? codec.name);
      },
      // What settings are given as is an input of our own; the one for rows of the table is used by nothing.
      inputType(previous, _options, typeName) {
        const name = previous?.call(this, typeName) ?? typeName;
        return typeName === 'DraftSettings' ? `${name}Row` : name;
      },
      _attributeName(previous, _options, details) {
        // Without a Node interface nothing else claims the name "id".
        return previous?.call(this, { ...details, skipRowId: true }) ?? details.attributeName;
      },
    },
  },
  schema: {
    hooks: {
      GraphQLObjectType_fields_field_args_arg(arg, _build, { scope: { fieldName, argName } }) {
        const description = argName === 'id' ? 'Its identity.' : ARGUMENTS[`${fieldName}.${argName}`];
        return description === undefined ? arg : { ...arg, description };
      },
      // Not all of them are tested for equality: search, states and positions say what they do.
      GraphQLInputObjectType(type, build, { scope: { isPgCondition } }) {
        if (!isPgCondition) return type;
        const rows = type.name?.replace(/Condition$/, '');
        const description = `A condition on rows of the type \`${rows}\`. A field is tested for equality where it says nothing else; all of them are combined with a logical ‘and’.`;
        return { ...type, description: build.wrapDescription(description, 'type') };
      },
      // Of the stream alone: no event of that kind is ever stored, so the enum of the database has none.
      GraphQLEnumType_values(values, build, { Self }) {
        if (Self.name !== 'DraftEventKind') return values;
        return build.extend(values, { RESYNC: { value: 'RESYNC' } }, 'The stream left events out');
      },
      GraphQLEnumType_values_value(value, _build, { Self, scope: { valueName } }) {
        const description = ENUM_VALUES[`${Self.name}.${valueName}`];
        return description === undefined ? value : { ...value, description };
      },
    },
  },
};
