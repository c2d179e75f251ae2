/** The machine's clock and timers; everything else is given them. */
export interface Machine {
  now(): number;
  /** Calls once after `ms`; the result cancels. */
  after(ms: number, call: () => void): () => void;
  /** Calls again and again; the result ends it. */
  every(ms: number, call: () => void): () => void;
}

export const machine: Machine = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  every(ms, call) {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
};
