// Promises that may not come.

/** What `promise` resolves to, if it does so within that many seconds. */
export function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Measures five times: whether at least four took less than `limit` milliseconds. Other processes of the machine may delay one. */
export async function isMostlyWithin(limit, what, measure) {
  const times = [];
  while (times.length < 5) times.push(await measure(times.length));
  console.log(`# ${what} took ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  return times.filter((time) => time < limit).length >= 4;
}
