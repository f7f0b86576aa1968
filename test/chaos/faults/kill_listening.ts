import { patiently } from '../patiently.ts';
import type { Fault } from '../scene.ts';

/** The connections that listen are ended by the server: of every process, or of one. */
export const killListening: Fault = {
  name: 'LISTEN killed',
  counted: 'LISTEN connections killed',
  async inject({ db }, random) {
    const most = random() < 0.5 ? 1 : null;
    const { rows } = await patiently(() =>
      db.query(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
            where application_name = 'draft-orchestrator events' and datname = current_database()
            order by backend_start limit $1) as listening`,
        [most],
      ),
    );
    return rows.length === 0 ? null : { what: `${rows.length} connections`, count: rows.length };
  },
};
