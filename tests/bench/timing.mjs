// What every system is asked for: so many windows, and together no more than so many seconds, or but for one window.

export const kWindows = 5;
export const kLimit = 20;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
