import type { TableTick } from './table/table';

/** Rows that a loop passes between two ticks: some tens of microseconds to a few milliseconds of work. */
export const TICK_ROWS = 8192;

/** A tick to be called at every row, which passes on one of `TICK_ROWS`. */
export function everyRow(tick: TableTick | undefined): TableTick {
  if (!tick) return () => undefined;
  return (done, total) => {
    if ((done & (TICK_ROWS - 1)) === 0) tick(done, total);
  };
}

/** The ticks of work whose length is not known: they say that it goes on, at `done` of `total`. */
export function pulse(tick: TableTick, done = 0, total = 1): TableTick {
  return () => {
    tick(done, total);
  };
}
