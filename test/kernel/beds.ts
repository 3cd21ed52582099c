import { procedure, standard, statutory } from '../../procedures/word.ts'
import { AFTERLIFE } from '../../procedures/words/afterlife.ts'
import { COURSE } from '../../procedures/words/course.ts'
import { SERVE } from '../../procedures/words/serve.ts'
import type { Kernel } from '../../workflows/kernel/kernel.ts'
import type { CaseEnd, CaseStart } from '../../workflows/types.ts'
import { afterlife, type Decided, type Effects, livingOn } from '../../workflows/words/afterlife.ts'
import { openCase, runCase } from '../../workflows/words/course.ts'
import { serveable } from '../../workflows/words/serve.ts'

// A procedure that no law knows, with two decisions: of the roses and of the tulips.

const BEDS = procedure('beds', {
  first: 'registered',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  terms: { statutory: statutory('APL64.base'), standard: standard('card.30wd') },
  words: [COURSE, SERVE, AFTERLIFE],
  outcomes: {
    rose: { document: 'receipt', effect: 'none' },
    tulip: { document: 'receipt', effect: 'none' },
  },
  favourable: [],
})

const WILT: Effects = {
  carriedOut: (_c, { kind }, { outcome }) => (outcome === 'revoked' ? 'revoked' : kind),
}

/** Both are served, contested and settled side by side. */
export async function beds(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, BEDS)
  serveable(c)
  livingOn(c, WILT)
  return runCase(c, async () => {
    const ends = await Promise.all(['rose', 'tulip'].map((kind) => afterlife(c, refusedBed(c, kind), WILT)))
    return ends.includes('revoked') ? 'revoked' : 'rose'
  })
}

function refusedBed(c: Kernel, kind: string): Decided {
  const what = { kind, number: kind, documentId: `document of ${kind}`, favourable: false, appealNote: true }
  const id = c.decisions.made({ type: 'made', at: c.now(), ...what, does: 'refuses' })
  return { id, ...what }
}
