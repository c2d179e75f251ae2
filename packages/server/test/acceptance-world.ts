/** Programs of merchants in a world of a sandbox: they sell with the SDK, in time that moves the world's clock. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { CaseVerdictView } from '@sampan/api';
import { runCommand } from '@sampan/cli';
import { createPartner, httpTransport, type Partner, type Time } from '@sampan/sdk';
import { operations, type TestOperations } from '../../sdk/src/testing/operations.ts';
import { systemTime } from '../../sdk/src/time.system.ts';
import { sampan } from '../src/main/commands.ts';
import { type WorldsHere, worldsHere } from './worlds-here.ts';

/** A merchant's program, and where it receives notifications. */
export interface Program {
  readonly partner: Partner;
  readonly notifyUrl: string;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AcceptanceWorld extends Omit<TestOperations, 'partner'> {
  readonly here: WorldsHere;
  readonly world: string;
  /** Under the contract `hk`. */
  readonly program: Program;
  /** Another one; `answers` all notifications alike, whatever they say. */
  open(contract: 'hk' | 'global', answers?: string): Promise<Program>;
  /** Runs before each pause of a program, until it answers false. */
  whilePausing(work: () => Promise<boolean>): void;
  /** What the board says of each case, by its id. */
  board(partner?: Partner): Promise<Readonly<Record<string, CaseVerdictView>>>;
  /** Runs a command of the command line in this process, in the world. */
  sampan(...words: readonly string[]): Promise<Ran>;
  /** Moves the clock. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function acceptanceWorld(): Promise<AcceptanceWorld> {
  const here = await worldsHere();
  const { world, gateway } = await here.create();
  const own = operations(gateway, `${here.server.admin}/w/${world}`);
  let movedMs = 0;
  let working: (() => Promise<boolean>) | undefined;
  const pass = async (ms: number): Promise<void> => {
    const seconds = Math.ceil(ms / 1_000);
    await own.advance(`${seconds}s`);
    movedMs += seconds * 1_000;
  };
  const time: Time = {
    now: () => Date.now() + movedMs,
    monotonicMs: () => performance.now() + movedMs,
    after(ms, act) {
      let isCancelled = false;
      const workAndPass = async (): Promise<void> => {
        if (working && !(await working())) working = undefined;
        if (!isCancelled) await pass(ms);
        if (!isCancelled) act();
      };
      void workAndPass();
      return () => {
        isCancelled = true;
      };
    },
  };
  const opened: (() => void)[] = [];
  const open = async (contract: 'hk' | 'global', answers?: string): Promise<Program> => {
    const access = await own.partner(contract);
    const partner = createPartner({ ...access, time, transport: httpTransport(systemTime) });
    const handler = partner.notificationHandler(() => undefined);
    const receiver = createServer(
      answers === undefined
        ? handler.node
        : (request, response) => {
            request.resume().on('end', () => response.end(answers));
          },
    );
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    opened.push(() => {
      partner.close();
      receiver.closeAllConnections();
      receiver.close();
    });
    const { port } = receiver.address() as AddressInfo;
    return { partner, notifyUrl: `http://127.0.0.1:${port}/notify` };
  };
  const program = await open('hk');
  return {
    ...own,
    ...{ here, world, program, open, pass },
    whilePausing(work) {
      working = work;
    },
    async board({ id } = program.partner) {
      const path = `/admin/acceptance?partner=${id}`;
      const { body } = await here.admin('GET', path, undefined, world);
      const cases = body['cases'] as readonly CaseVerdictView[];
      return Object.fromEntries(cases.map((each) => [each.id, each]));
    },
    async sampan(...words) {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const all = [...words, '--world', world, '--admin', here.server.admin];
      const code = await runCommand(sampan, all, { stdout, stderr, environment: {} });
      return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
    },
    async close() {
      for (const end of opened) end();
      await here.close();
    },
  };
}
