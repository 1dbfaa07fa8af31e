/** What the person who starts the server can put right: shown as a sentence without a stack, then exit code 1. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
