import { every } from './every.ts'
/** Words of sessions: how long they last, which ones a person has, and what was typed while one ended. */
export const sessionLv = {
  title: 'Manas sesijas',
  lead: 'Kur jūs šobrīd esat pieteicies. Ja kādu neatpazīstat, beidziet to un paziņojiet dienestam.',
  here: 'šī sesija',
  signedIn: 'Pieteicies',
  seen: 'Pēdējā darbība',
  where: 'Pārlūks',
  level: 'Pieteikšanās līmenis',
  levels: every({ low: 'zems', substantial: 'būtisks', high: 'augsts' }),
  noLevel: 'nav zināms',
  unknownAgent: 'nezināms',
  end: 'Beigt',
  endOne: (when: string) => `Beigt sesiju, kas sākta ${when}`,
  endAll: 'Iziet visur',
  endAllHint: 'Beidz visas jūsu sesijas, arī šo. Pēc tam jāpiesakās no jauna.',
  ended: 'Sesija beigta.',
  endedAll: 'Visas jūsu sesijas ir beigtas.',
  limits: (minutes: number, hours: number) =>
    `Sesija beidzas, ja ${minutes} minūtes nekas netiek darīts, un ne vēlāk kā ${hours} stundas pēc pieteikšanās.`,
  endsAt: (time: string) => `Ja nekas netiks darīts, sesija beigsies plkst. ${time.replace(':', '.')}.`,
  warningTitle: 'Sesija drīz beigsies',
  warning: 'Jūs ilgāku laiku neko neesat darījis. Ierakstītais nepazudīs; lai turpinātu strādāt, palieciet.',
  warningLast:
    'Sesija drīz beigsies un to vairs nevar pagarināt. Saglabājiet ierakstīto; ja nepaspēsiet, pēc pieteikšanās to piedāvās nosūtīt.',
  stay: 'Palikt',
  stayed: 'Sesija pagarināta.',
  heldTitle: 'Jūsu ierakstītais ir saglabāts',
  heldSession:
    'Kamēr rakstījāt, sesija beidzās, tāpēc nosūtītais vēl nav pieņemts. Pārbaudiet to un nosūtiet vēlreiz.',
  heldStepUp:
    'Šai darbībai bija vajadzīga jauna pieteikšanās, tāpēc tā vēl nav izpildīta. Pārbaudiet un apstipriniet.',
  heldText:
    'Tekstā bija zīmes, ko nevar pieņemt. Zemāk tās ir izņemtas: pārbaudiet, vai teksts ir tāds, kā vajag, un nosūtiet vēlreiz.',
  heldToken:
    'Lapa bija atvērta, pirms pieteicāties no jauna, tāpēc nosūtītais vēl nav pieņemts. Pārbaudiet un nosūtiet vēlreiz.',
  heldFields: 'Ko nosūtīsiet',
  heldNoFiles: 'Datnes netiek saglabātas: tās pievienojiet vēlreiz.',
  heldSend: 'Nosūtīt',
  heldDrop: 'Nesūtīt',
  heldNone: 'Nav nekā, kas gaidītu nosūtīšanu.',
  dropped: 'Ierakstītais ir izmests.',
  again: 'Pieteikties vēlreiz',
  withheld: (roles: string) =>
    `Jūs esat pieteicies līmenī, kas šīm lomām nav pietiekams: ${roles}. Piesakieties ar augstāka līmeņa identifikācijas līdzekli.`,
  lookalikes: (words: string) =>
    `Šajos vārdos ir cita alfabēta burti, kas izskatās tāpat kā latīņu burti: ${words}. Pārbaudiet, vai tie ierakstīti pareizi.`,
  oddLetters: 'Cita alfabēta burti',
  oddWord: (word: string, letters: string) => `«${word}»: ${letters}`,
  scripts: {
    cyrillic: 'kirilica',
    greek: 'grieķu',
    armenian: 'armēņu',
    cherokee: 'čeroku',
    other: 'cits alfabēts',
    styled: 'neparasts burta veids',
  },
}

export type SessionTexts = typeof sessionLv
