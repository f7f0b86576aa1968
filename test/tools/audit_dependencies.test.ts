import { expect, it } from 'vitest';
import { judgeAudit } from '../../tools/audit_dependencies.ts';

const report = (severity: string) =>
  JSON.stringify({ vulnerabilities: { ws: { name: 'ws', severity, range: '<8.17.1' } } });

it('the audit of dependencies stops at what is high or critical, and only there', () => {
  expect(judgeAudit(report('critical'))).toMatchObject({
    isBad: true,
    says: expect.stringContaining('ws <8.17.1'),
  });
  expect(judgeAudit(report('high')).isBad).toBe(true);
  expect(judgeAudit(report('moderate')).isBad).toBe(false);
  expect(judgeAudit('{"message":"405 Method Not Allowed"}')).toMatchObject({
    isBad: false,
    says: expect.stringContaining('not audited'),
  });
  expect(judgeAudit('').isBad).toBe(false);
});
