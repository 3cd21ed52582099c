import type { Text } from './text.ts'

export type ActId = keyof typeof ACTS

/** A normative act that the law room cites. */
export interface Act {
  /** Full title as cited, nominative. */
  title: Text
  /** Abbreviation used in tables. */
  short: Text
  /** Latvian genitive, as it stands before an article or paragraph number. */
  genitive: string
  /** 'law' is cited by pants/Section, 'regulation' by punkts/paragraph, 'standard' has no articles. */
  kind: 'law' | 'regulation' | 'standard'
  url?: string
}

function law(lv: string, genitive: string, en: string, short: string, url?: string): Act {
  return {
    title: { lv, en },
    short: { lv: short, en: short },
    genitive,
    kind: 'law',
    ...(url ? { url } : {}),
  }
}

const MONTH_GENITIVE =
  'janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra'.split(' ')
const MONTH_EN =
  'January February March April May June July August September October November December'.split(' ')

function cabinet(nr: number, day: number, month: number, year: number, name?: Text, url?: string): Act {
  const lvName = name ? ` “${name.lv}”` : ''
  const when = `${year}. gada ${day}. ${MONTH_GENITIVE[month - 1]}`
  return {
    title: {
      lv: `Ministru kabineta ${when} noteikumi Nr. ${nr}${lvName}`,
      en: `Cabinet Regulation No. ${nr} of ${day} ${MONTH_EN[month - 1]} ${year}${name ? ` “${name.en}”` : ''}`,
    },
    short: { lv: `MK noteikumi Nr. ${nr}`, en: `Cabinet Regulation No. ${nr}` },
    genitive: `Ministru kabineta ${when} noteikumu Nr. ${nr}${lvName}`,
    kind: 'regulation',
    ...(url ? { url } : {}),
  }
}

const likumi = (id: number) => `https://likumi.lv/ta/id/${id}`
/** As it was published in the official gazette. */
const vestnesis = (number: string) => `https://www.vestnesis.lv/op/${number}`

/** Every act that a norm in this room may name, by its id. */
export const ACTS = {
  APL: law(
    'Administratīvā procesa likums',
    'Administratīvā procesa likuma',
    'Administrative Procedure Law',
    'APL',
    likumi(55567),
  ),
  IKNL: law(
    'likums “Par interešu konflikta novēršanu valsts amatpersonu darbībā”',
    'likuma “Par interešu konflikta novēršanu valsts amatpersonu darbībā”',
    'Law on Prevention of Conflict of Interest in Activities of Public Officials',
    'IKNL',
    likumi(61913),
  ),
  PazL: law('Paziņošanas likums', 'Paziņošanas likuma', 'Law on Notification', 'PazL', likumi(212499)),
  OEAL: law(
    'Oficiālās elektroniskās adreses likums',
    'Oficiālās elektroniskās adreses likuma',
    'Law on the Official Electronic Address',
    'OEAL',
    likumi(283229),
  ),
  FPDAL: law(
    'Fizisko personu datu apstrādes likums',
    'Fizisko personu datu apstrādes likuma',
    'Personal Data Processing Law',
    'FPDAL',
    likumi(300099),
  ),
  ArhL: law('Arhīvu likums', 'Arhīvu likuma', 'Archives Law', 'ArhL', likumi(205971)),
  IesL: law('Iesniegumu likums', 'Iesniegumu likuma', 'Law on Submissions', 'IesL', likumi(164501)),
  SvetkuL: law(
    'Likums “Par svētku, atceres un atzīmējamām dienām”',
    'likuma “Par svētku, atceres un atzīmējamām dienām”',
    'Law on Public Holidays, Days of Remembrance and Observance',
    'Svētku likums',
    likumi(72608),
  ),
  DL: law('Darba likums', 'Darba likuma', 'Labour Law', 'DL', likumi(26019)),
  IzglL: law('Izglītības likums', 'Izglītības likuma', 'Education Law', 'IzglL', likumi(50759)),
  VIL: law(
    'Vispārējās izglītības likums',
    'Vispārējās izglītības likuma',
    'General Education Law',
    'VIL',
    likumi(20243),
  ),
  PIL: law(
    'Profesionālās izglītības likums',
    'Profesionālās izglītības likuma',
    'Vocational Education Law',
    'PIL',
    likumi(20244),
  ),
  AugL: law(
    'Augstskolu likums',
    'Augstskolu likuma',
    'Law on Institutions of Higher Education',
    'AugL',
    likumi(37967),
  ),
  PsiL: law('Psihologu likums', 'Psihologu likuma', 'Law on Psychologists', 'PsiL', likumi(290115)),
  BTAL: law(
    'Bērnu tiesību aizsardzības likums',
    'Bērnu tiesību aizsardzības likuma',
    'Law on the Protection of the Rights of the Child',
    'BTAL',
    likumi(49096),
  ),
  SSL: law(
    'Starptautisko skolu likums',
    'Starptautisko skolu likuma',
    'Law on International Schools',
    'SSL',
    likumi(315996),
  ),
  TCL: law(
    'Trauksmes celšanas likums',
    'Trauksmes celšanas likuma',
    'Whistleblowing Law',
    'TCL',
    likumi(329680),
  ),
  RPL: law(
    'likums “Par reglamentētajām profesijām un profesionālās kvalifikācijas atzīšanu”',
    'likuma “Par reglamentētajām profesijām un profesionālās kvalifikācijas atzīšanu”',
    'Law on Regulated Professions and the Recognition of Professional Qualifications',
    'RPL',
    likumi(26021),
  ),
  BPSL: law(
    'Brīvas pakalpojumu sniegšanas likums',
    'Brīvas pakalpojumu sniegšanas likuma',
    'Freedom to Provide Services Law',
    'BPSL',
    likumi(208269),
  ),
  AAL: law(
    'Administratīvās atbildības likums',
    'Administratīvās atbildības likuma',
    'Law on Administrative Liability',
    'AAL',
    likumi(303007),
  ),
  IAL: law(
    'Informācijas atklātības likums',
    'Informācijas atklātības likuma',
    'Freedom of Information Law',
    'IAL',
    likumi(50601),
  ),
  VPIL: law(
    'Valsts pārvaldes iekārtas likums',
    'Valsts pārvaldes iekārtas likuma',
    'State Administration Structure Law',
    'VPIL',
    likumi(63545),
  ),
  FPRL: law(
    'Fizisko personu reģistra likums',
    'Fizisko personu reģistra likuma',
    'Law on the Register of Natural Persons',
    'FPRL',
    likumi(296185),
  ),
  MK253: cabinet(253, 23, 5, 2023, undefined, likumi(342079)),
  MK218: cabinet(218, 28, 5, 2019, undefined, likumi(307157)),
  MK325: cabinet(325, 4, 6, 2024, undefined, vestnesis('2024/113.2')),
  MK618: cabinet(618, 6, 10, 2020, undefined, likumi(317820)),
  MK831: cabinet(831, 20, 12, 2016, undefined, likumi(287602)),
  MK681: cabinet(681, 2, 11, 2022, {
    lv: 'Izglītības iestāžu reģistrācijas kārtība',
    en: 'Procedures for the Registration of Educational Institutions',
  }),
  MK301: cabinet(
    301,
    29,
    5,
    2018,
    { lv: 'Psihologu noteikumi', en: 'Regulations Regarding Psychologists' },
    likumi(299322),
  ),
  MK276: cabinet(276, 25, 6, 2019, undefined, likumi(307796)),
  MK682: cabinet(
    682,
    25,
    10,
    2016,
    undefined,
    // No address at likumi.lv is known; the ombudsman's collection has its text.
    'https://mekletajs.skolutiesibas.lv/akti/1-kartiba-kada-izsniedz-sertifikatu-pedagoga-privatprakses-uzsaksanai-pagarina-ta-deriguma-terminu-v/',
  ),
  MK404: cabinet(404, 16, 7, 2013, undefined, likumi(258873)),
  MK414: cabinet(414, 3, 9, 2019, undefined, vestnesis('2019/182.11')),
  MK159: cabinet(159, 11, 3, 2021),
  MK322: cabinet(322, 13, 6, 2017, {
    lv: 'Noteikumi par Latvijas izglītības klasifikāciju',
    en: 'Regulations Regarding the Classification of Education in Latvia',
  }),
  MKmoved: {
    title: {
      lv: 'Ministru kabineta rīkojums par darba dienu pārcelšanu',
      en: 'Cabinet order on the moving of working days',
    },
    short: { lv: 'MK rīkojums', en: 'Cabinet order' },
    genitive: 'Ministru kabineta rīkojuma par darba dienu pārcelšanu',
    kind: 'regulation',
  },
  standard: {
    title: { lv: 'Publicētais pakalpojuma standarts', en: 'Published service standard' },
    short: { lv: 'pakalpojuma standarts', en: 'service standard' },
    genitive: 'publicētā pakalpojuma standarta',
    kind: 'standard',
  },
  practice: {
    title: { lv: 'Iestādes noteikts termiņš', en: 'Term set by the institution' },
    short: { lv: 'iestādes termiņš', en: 'set by the institution' },
    genitive: 'iestādes noteiktā termiņa',
    kind: 'standard',
  },
} as const satisfies Record<string, Act>
