import { inBody } from '../../procedures/procedure.ts'
import { procedure, standard, statutory, word } from '../../procedures/word.ts'
import { COURSE } from '../../procedures/words/course.ts'

// A procedure that no law knows, to try the kernel with: something is sown, watered, harvested or left to wither.

const GARDEN = word('garden', {
  stages: {
    growing: { waitingOn: 'inspector', open: true, is: ['undecided', 'running'] },
    ripe: { waitingOn: 'applicant', open: true, is: ['undecided'] },
  },
  acts: {
    'plant.water': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.trample': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.ask': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.wait': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.hold': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.fell': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.judge': { by: [inBody('member', 'garden-council')], in: ['growing'], fresh: false },
    'plant.ripen': { by: ['inspector'], in: ['growing'], fresh: false, ground: true },
    'fruit.pick': { by: ['inspector'], in: ['ripe'], fresh: true, notBySameAs: ['grounds'] },
  },
  outcomes: {
    picked: { document: 'receipt', effect: 'none' },
    withered: { document: 'receipt', effect: 'none' },
    felled: { document: 'receipt', effect: 'none' },
  },
  tasks: ['grow', 'pick'],
})

export const PLOT = procedure('plot', {
  first: 'registered',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  terms: { statutory: statutory('APL64.base'), standard: standard('card.30wd') },
  words: [COURSE, GARDEN],
  outcomes: {},
  favourable: ['picked'],
})
