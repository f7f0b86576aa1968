/** Where a flow begins. */
export const SOURCE = 0;
/** Where it ends. */
export const SINK = 1;

const UNREACHED = -1;

/**
 * A maximum flow, by Dinic's algorithm: shortest paths first, all of one length at once. It counts its steps, each a look at an edge, and
 * `onStep` may refuse by throwing: how many it takes depends on what somebody else made up.
 */
export class MaxFlow {
  /** By node: its edges. An edge and its way back are neighbours: 2n and 2n + 1. */
  readonly #edgesOf: number[][] = [[], []];
  readonly #to: number[] = [];
  readonly #room: number[] = [];
  readonly #onStep: () => void;
  /** By node: how many edges it is away from the source, by the last search. */
  #distances: Int32Array = Int32Array.of(UNREACHED, UNREACHED);

  constructor(onStep: () => void) {
    this.#onStep = onStep;
  }

  /** A new node. */
  node(): number {
    return this.#edgesOf.push([]) - 1;
  }

  /** Lets so much flow from a node to another. Answers the edge. */
  connect(from: number, to: number, room: number): number {
    this.#onStep();
    const edge = this.#to.push(to, from) - 2;
    this.#room.push(room, 0);
    this.#edgesOf[from]?.push(edge);
    this.#edgesOf[to]?.push(edge + 1);
    return edge;
  }

  /** Whether an edge has room left. */
  hasRoom(edge: number): boolean {
    return (this.#room[edge] ?? 0) > 0;
  }

  /** Lets as much flow as can, beside what flows already. What flows out of the source by an edge stays. */
  run(): void {
    while (this.#search()) {
      const next = new Int32Array(this.#edgesOf.length);
      while (this.#push(SOURCE, Number.POSITIVE_INFINITY, next) > 0);
    }
  }

  /** Whether more could get to a node, once no more gets to the sink. */
  isReached(node: number): boolean {
    return (this.#distances[node] ?? UNREACHED) !== UNREACHED;
  }

  /** Measures how far each node is from the source; false: nothing more gets to the sink. */
  #search(): boolean {
    const distances = new Int32Array(this.#edgesOf.length).fill(UNREACHED);
    distances[SOURCE] = 0;
    // The list grows while it is walked.
    const reached = [SOURCE];
    for (const node of reached) {
      for (const edge of this.#edgesOf[node] ?? []) {
        this.#onStep();
        const to = this.#to[edge] ?? SOURCE;
        if ((this.#room[edge] ?? 0) <= 0 || distances[to] !== UNREACHED) continue;
        distances[to] = (distances[node] ?? 0) + 1;
        reached.push(to);
      }
    }
    this.#distances = distances;
    return distances[SINK] !== UNREACHED;
  }

  /** Sends at most so much from a node along one of the shortest paths; 0: none is left. `next`: by node, the edge to go on with. */
  #push(node: number, most: number, next: Int32Array): number {
    if (node === SINK) return most;
    const edges = this.#edgesOf[node] ?? [];
    for (; (next[node] ?? 0) < edges.length; next[node] = (next[node] ?? 0) + 1) {
      this.#onStep();
      const edge = edges[next[node] ?? 0] ?? 0;
      const to = this.#to[edge] ?? SOURCE;
      const room = this.#room[edge] ?? 0;
      if (room <= 0 || this.#distances[to] !== (this.#distances[node] ?? 0) + 1) continue;
      const sent = this.#push(to, Math.min(most, room), next);
      if (sent === 0) continue;
      this.#room[edge] = room - sent;
      this.#room[edge ^ 1] = (this.#room[edge ^ 1] ?? 0) + sent;
      return sent;
    }
    return 0;
  }
}
