import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'postgraphile/graphql';

const EVENT = 'DraftEvent';
/**
 * Fields with rows behind them that are the same for every viewer of a draft, in a transaction that shows that draft. All others depend
 * on who asks (`myTeam`, `queueEntries`, the other drafts of a league): a subscription with one of them is run for each follower.
 */
const SAME_FOR_ALL: readonly string[] = [
  'Draft.board',
  'Draft.currentTeam',
  'Draft.events',
  'Draft.league',
  'Draft.onTheClock',
  'Draft.picks',
  'Draft.players',
  'Draft.pool',
  'Draft.settings',
  'Draft.slots',
  'DraftSettings.draft',
  'DraftSettings.positionMaximums',
  'DraftSettings.order',
  'DraftSettings.rosterSlots',
  'DraftSettings.secondsPerPickByRound',
  'DraftSettings.tradedPicks',
  'DraftSettings.keepers',
  'DraftSettings.forfeits',
  'DraftSlot.draft',
  'DraftSlot.team',
  'League.commissioner',
  'League.teams',
  'OnTheClock.pick',
  'OnTheClock.team',
  'Pick.draft',
  'Pick.player',
  'Pick.team',
  'Player.pool',
  'Player.status',
  'Team.league',
  'Team.manager',
];
/** Fields of events, and fields without rows behind them, that depend on who asks all the same. */
const PRIVATE_FIELDS: readonly string[] = [
  // Everybody knows themselves, and otherwise only who has a team or a league.
  'DraftManagerChanged.formerManager',
  'DraftManagerChanged.manager',
  'Pick.privateReason',
];
/** Whatever these hold is rows of what was selected before. */
const LISTS = /(Connection|Edge)$/;

/** Whether every viewer of a draft gets the same for the same event: nothing in the document depends on who asks. */
export function isSameForAll(schema: GraphQLSchema, document: DocumentNode): boolean {
  const typeInfo = new TypeInfo(schema);
  const isEvent = (type: GraphQLCompositeType) =>
    type.name === EVENT || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === EVENT));
  const isRoot = (type: GraphQLCompositeType) => type === schema.getSubscriptionType();
  let isSame = true;
  const collect = visitWithTypeInfo(typeInfo, {
    Field({ name }) {
      const [parent, type] = [typeInfo.getParentType(), typeInfo.getType()];
      if (!parent || !type) return;
      if (PRIVATE_FIELDS.includes(`${parent.name}.${name.value}`)) isSame = false;
      if (isLeafType(getNamedType(type))) return;
      if (isRoot(parent) || isEvent(parent) || LISTS.test(parent.name)) return;
      if (!SAME_FOR_ALL.includes(`${parent.name}.${name.value}`)) isSame = false;
    },
  });
  visit(document, collect);
  return isSame;
}
