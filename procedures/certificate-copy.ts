import { procedure, standard, statutory, word } from './word.ts'
import { COURSE } from './words/course.ts'

/** A piece of work: the duplicate is made, or it is said that there is nothing to make it of. */
export const COPY = word('certificate-copy', {
  stages: { copying: { waitingOn: 'inspector', open: true, is: ['undecided'] } },
  acts: {
    'copy.make': {
      by: ['inspector'],
      in: ['copying'],
      fresh: true,
      seenBy: { applicant: [] },
      needs: ['original'],
    },
    'copy.refuse': { by: ['inspector'], in: ['copying'], fresh: true, seenBy: { applicant: ['reason'] } },
  },
  outcomes: {
    copied: { document: 'duplicate', effect: 'none' },
    'nothing-to-copy': { document: 'no-duplicate', effect: 'none' },
  },
  tasks: ['copy'],
  documents: ['duplicate', 'no-duplicate'],
})

/** A duplicate of a licence or certificate that stands in a register; no administrative act, so no decision. */
export const CERTIFICATE_COPY = procedure('certificate-copy', {
  unit: 'registers',
  first: 'registered',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  terms: { statutory: statutory('APL64.base'), standard: standard('copy.10wd') },
  words: [COURSE, COPY],
  outcomes: {},
  favourable: ['copied'],
})
