// Fetches the file of a lesson, the page's own or a teacher's, from the page's folder. What is in it is the ui's to judge.

import { namedFile } from './page_files.js';

const kMost = 262_144; // bytes: a longer one is refused

/** Rejects with an Error whose message is a reason.
 * @param {string} path in the page's folder */
export async function fetchLesson(path) {
  return new TextDecoder().decode(await namedFile(path, kMost));
}
