// Fetches the file of a lesson, the page's own or a teacher's, from the page's folder. What is in it is the ui's to judge.

import { namedFile } from './page_files.js';

const kMost = 262_144; // bytes: a longer one is refused

/** @param {string} path in the page's folder @param {import('./ui_loop.js').UiLoop} loop */
export async function fetchLesson(path, loop) {
  try {
    const bytes = await namedFile(path, kMost);
    const text = new TextDecoder().decode(bytes);
    loop.call((ui) => ui.openLesson(path, text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loop.call((ui) => ui.lessonProblem(`The lesson ${path} could not be had (${reason}).`));
  }
}
