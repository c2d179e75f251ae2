/**
 * The parent's end of a channel.
 *
 * Messages are held until the child is ready. A request resolves with the reply that its kind declares, or
 * rejects: the child's failure, no answer in time, the end of the child. An unknown or malformed answer
 * closes the channel.
 */

import { settlesWithin, type Timers } from '@sampan/primitives';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { answerFrame, ChannelError, ChildFailure, LateAnswer, problemOf } from './frames.ts';
import type { Fields, Kinds, NoticeName, RequestName } from './kinds.ts';
import type { Line } from './line.ts';

export interface ParentEndOptions<Known extends Kinds> {
  readonly line: Line;
  readonly kinds: Known;
  /** How errors name the child: `the worker process`. */
  readonly child: string;
  readonly timers: Timers;
}

interface Waiting {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * ```ts
 * const channel = new ParentEnd({ line: lineToChild(child), kinds, child: 'the file writer', timers });
 * channel.tell('open', { folder });
 * const { rows } = await channel.ask('write', { order });
 * ```
 */
export class ParentEnd<Known extends Kinds> {
  readonly #options: ParentEndOptions<Known>;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** Messages held until the child is ready; undefined afterwards. */
  #held: object[] | undefined = [];
  #isOpen = true;

  constructor(options: ParentEndOptions<Known>) {
    this.#options = options;
    options.line.onMessage((frame) => this.#hear(frame));
    options.line.onClosed(() => this.#end(new ChannelError(`${options.child} has ended`)));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** No request waits for its answer. */
  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  tell<Name extends NoticeName<Known>>(kind: Name, fields: Fields<Known[Name]>): void {
    this.#send({ kind, fields });
  }

  async ask<Name extends RequestName<Known>>(
    kind: Name,
    fields: Fields<Known[Name]>,
  ): Promise<Static<Extract<Known[Name], { readonly reply: TSchema }>['reply']>>;
  async ask(kind: string, fields: unknown): Promise<unknown> {
    const { child, kinds, timers } = this.#options;
    const declared = kinds[kind];
    if (!declared || !('reply' in declared)) throw new ChannelError(`"${kind}" is no request`);
    if (!this.#isOpen) throw new ChannelError(`${child} has ended`);
    this.#asked += 1;
    const id = this.#asked;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#send({ kind, id, fields });
    try {
      if (!(await settlesWithin(declared.within, answer, timers))) {
        const within = `${declared.within / 1_000} s`;
        throw new LateAnswer(`${child} did not answer "${kind}" within ${within}`);
      }
      const reply = await answer;
      if (Value.Check(declared.reply, reply)) return reply;
      throw this.#end(
        new ChannelError(
          `${child} answered "${kind}" in another form: ${problemOf(declared.reply, reply)}`,
        ),
      );
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Ends the channel, which the child notices. */
  close(): void {
    this.#end(new ChannelError(`${this.#options.child} has ended`));
  }

  #send(frame: object): void {
    if (!this.#isOpen) return;
    if (this.#held) this.#held.push(frame);
    else void this.#options.line.send(frame);
  }

  #hear(frame: unknown): void {
    if (!this.#isOpen) return;
    if (!Value.Check(answerFrame, frame)) {
      const { child } = this.#options;
      this.#end(
        new ChannelError(`${child} said what is no answer: ${problemOf(answerFrame, frame)}`),
      );
    } else if ('ready' in frame) this.#release();
    else if ('reply' in frame) this.#asker(frame.id)?.resolve(frame.reply);
    else if (frame.id === undefined) this.#end(new ChildFailure(frame.failure));
    else this.#asker(frame.id)?.reject(new ChildFailure(frame.failure));
  }

  /** Undefined when the answer comes too late. */
  #asker(id: number): Waiting | undefined {
    if (id <= this.#asked) return this.#waiting.get(id);
    this.#end(new ChannelError(`${this.#options.child} answered what was not asked`));
    return undefined;
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const frame of held) void this.#options.line.send(frame);
  }

  #end(error: Error): Error {
    if (!this.#isOpen) return error;
    this.#isOpen = false;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#options.line.close();
    return error;
  }
}
