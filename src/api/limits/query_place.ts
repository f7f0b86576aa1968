import { type FieldNode, type GraphQLNamedType, isInterfaceType, isObjectType } from 'postgraphile/graphql';

const EVENT = 'DraftEvent';
const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** Where in an operation a selection stands. */
export interface Place {
  readonly isInEvent: boolean;
  /** Whether events are selected inside of an event. Grafast finds their kinds by those of the outer ones, and answers null. */
  readonly isEventInEvent: boolean;
  /**
   * The id of the one draft that is selected from here, or in whose field `draft`; how many cells it has, where it is made now; undefined
   * where it may be any.
   */
  readonly draftId: unknown;
}

/** At the root of an operation. */
export const ROOT: Place = { isInEvent: false, isEventInEvent: false, draftId: undefined };

/** Inside of a field that is selected at a place; `draftNamedBy` tells which draft it names, where it stands at the root. */
export function placeInside(
  { isInEvent, draftId }: Place,
  parent: GraphQLNamedType | null | undefined,
  { name: { value: field } }: FieldNode,
  draftNamedBy: () => unknown,
): Place {
  const isRoot = parent !== null && parent !== undefined && ROOTS.includes(parent.name);
  return {
    isInEvent: isInEvent || isEvent(parent),
    isEventInEvent: isInEvent && parent?.name === 'Draft' && field === 'events',
    draftId: isRoot ? draftNamedBy() : field === 'draft' && parent?.name !== 'Draft' ? draftId : undefined,
  };
}

function isEvent(type: GraphQLNamedType | null | undefined): boolean {
  if (isInterfaceType(type)) return type.name === EVENT;
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === EVENT);
}
