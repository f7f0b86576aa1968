import WebSocket from 'ws';

/** One of many subscribers, on a socket of its own: the numbers of the events it got, and the number it was told to read again at. */
export interface CrowdMember {
  readonly socket: WebSocket;
  readonly versions: number[];
  readonly resyncs: number[];
}

/** Many subscribers at once, each on a bare socket: far cheaper than a client each. */
export class Crowd {
  readonly members: CrowdMember[] = [];
  #wake = () => {};

  /** Opens so many sockets, `fields` are what each event is asked for; resolves when all are subscribed. */
  static async open(
    url: string,
    draftId: string,
    count: number,
    { after = 0, fields = 'version kind' }: { after?: number; fields?: string } = {},
  ): Promise<Crowd> {
    const crowd = new Crowd();
    const query = `subscription ($d: UUID!, $a: Int) { draftEvents(draftId: $d, after: $a) { ${fields} } }`;
    const payload = { query, variables: { d: draftId, a: after } };
    for (let opened = 0; opened < count; opened += 100) {
      const some = Array.from({ length: Math.min(100, count - opened) }, () => crowd.#join(url, payload));
      await Promise.all(some);
    }
    return crowd;
  }

  /** Waits until every member has got the event of that number. */
  async untilAll(version: number, members: readonly CrowdMember[] = this.members): Promise<void> {
    while (members.some(({ versions }) => (versions.at(-1) ?? 0) < version)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** How many members lost their socket. */
  get lost(): number {
    return this.members.filter(({ socket }) => socket.readyState !== WebSocket.OPEN).length;
  }

  /** Every socket is gone at once, without a word. */
  drop(): void {
    for (const { socket } of this.members) socket.terminate();
  }

  #join(url: string, payload: object): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const member: CrowdMember = { socket, versions: [], resyncs: [] };
    this.members.push(member);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (text: Buffer) => {
        const message = JSON.parse(text.toString());
        if (message.type === 'connection_ack') {
          socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }), () => resolve());
        }
        const event = message.payload?.data?.draftEvents;
        if (message.type !== 'next' || !event) return;
        (event.kind === 'RESYNC' ? member.resyncs : member.versions).push(event.version);
        this.#wake();
      });
    });
  }
}
