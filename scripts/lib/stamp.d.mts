export const ROOT: string
export function onceFor(
  name: string,
  what: { inputs: string[]; outputs: string[] },
  work: () => Promise<void> | void,
): Promise<boolean>
export function hashOf(inputs: string[]): string
export const WORKFLOW_INPUTS: { inputs: string[]; outputs: string[] }
