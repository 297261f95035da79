// Promises that may not come.

/** What `promise` resolves to, if it does so within that many seconds. */
export function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The middle one of so many (an odd number of) measurements. */
export async function median(count, what, measure) {
  const times = [];
  while (times.length < count) times.push(await measure(times.length));
  times.sort((a, b) => a - b);
  const middle = times[(count - 1) / 2];
  console.log(`# ${what} took ${middle.toFixed(0)} ms, the fastest of ${count} ${times[0].toFixed(0)}, the slowest ${times[count - 1].toFixed(0)}`);
  return middle;
}

/** Measures five times: whether at least four took less than `limit` milliseconds. Other processes of the machine may delay one. */
export async function isMostlyWithin(limit, what, measure) {
  const times = [];
  while (times.length < 5) times.push(await measure(times.length));
  console.log(`# ${what} took ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  return times.filter((time) => time < limit).length >= 4;
}
