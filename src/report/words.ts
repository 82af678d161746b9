/** 10923 -> `10,923`. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2 rows`. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 0..1 -> one decimal: `12.0%`; never a rounded 0 or 100 for something that is neither. */
export function share(value: number): string {
  if (value > 0 && value < 0.001) return '<0.1%';
  if (value < 1 && value > 0.999) return '>99.9%';
  return `${(value * 100).toFixed(1)}%`;
}

/** An imbalance ratio: one decimal below 10, whole from there on. */
export function ratio(value: number): string {
  return value < 9.95 ? value.toFixed(1) : count(value);
}

/** The word for an imbalance ratio. */
export function evenness(value: number): 'even' | 'fairly even' | 'uneven' | 'very uneven' {
  if (value < 1.5) return 'even';
  if (value < 3) return 'fairly even';
  return value < 10 ? 'uneven' : 'very uneven';
}

/** Bytes in powers of 1,000 as file managers show them: `57 KB`, `1.46 GB`. */
export function bytes(value: number): string {
  if (value < 1000) return counted(value, 'byte', 'bytes');
  const units = ['KB', 'MB', 'GB', 'TB'];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${scaled < 9.995 && unit > 0 ? scaled.toFixed(2) : scaled < 99.5 && unit > 0 ? scaled.toFixed(1) : count(scaled)} ${units[unit]!}`;
}

/** A name or value of the file as a code span in a sentence: one line, at most 60 characters, no backtick inside. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replaceAll('`', '\u02cb');
  if (flat === '') return 'empty';
  const points = [...flat];
  return `\`${points.length > 60 ? `${points.slice(0, 59).join('')}…` : flat}\``;
}

/** Makes a title or message end like a sentence. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
