import { word } from '../word.ts'

/** What the institution finds out itself, check by check (APL 59). */
export const ASSESS = word('assess', {
  stages: { assessment: { waitingOn: 'inspector', open: true, is: ['undecided', 'running'] } },
  acts: { 'assessment.complete': { by: ['inspector'], in: ['assessment'], fresh: true, ground: true } },
  tasks: ['assessment'],
})
