import { LietaError } from '../platform/errors.ts'

/** Days that cannot be, each told on its field. */
const IMPOSSIBLE_DAYS: Record<string, { field: string; message: { lv: string; en: string } }> = {
  'proof-too-early': {
    field: 'receivedAt',
    message: {
      lv: 'Saņemšana agrāk, nekā likums pieņem, adresāta termiņu nesaīsina (Paziņošanas likuma 8. panta ceturtā daļa, 9. panta ceturtā daļa). Norādiet dienu, kas ir vēlāka par pieņemto.',
      en: "Receipt earlier than the law presumes does not shorten the addressee's term (Law on Notification 8(4), 9(4)). Name a day later than the presumed one.",
    },
  },
  'proof-before-sending': {
    field: 'receivedAt',
    message: {
      lv: 'Saņemšanas diena nevar būt agrāka par nosūtīšanas dienu, un dokumentam jābūt nosūtītam.',
      en: 'The day of receipt cannot be before the day of sending, and the document must have been sent.',
    },
  },
  'learned-missing': {
    field: 'learnedOn',
    message: {
      lv: 'Norādiet dienu, kurā uzzinājāt par lēmumu: no tās skaita apstrīdēšanas termiņu (APL 79. panta otrā daļa).',
      en: 'Name the day on which you learned of the decision: the term to contest counts from it (APL 79(2)).',
    },
  },
  'learned-before-decision': {
    field: 'learnedOn',
    message: {
      lv: 'Par lēmumu nevarēja uzzināt, pirms tas bija pieņemts.',
      en: 'Nobody could learn of the decision before it was made.',
    },
  },
  'outcome-before-contest': {
    field: 'date',
    message: {
      lv: 'Ministrijas lēmums nevar būt agrāks par dienu, kad saņemts apstrīdēšanas iesniegums.',
      en: "The ministry's decision cannot be before the day on which the contestation was received.",
    },
  },
  'filed-before-decision': {
    field: 'filedOn',
    message: {
      lv: 'Pieteikums tiesā nevar būt agrāks par lēmumu.',
      en: 'The application to the court cannot be before the decision.',
    },
  },
  'judged-before-filing': {
    field: 'inForceFrom',
    message: {
      lv: 'Nolēmums nevar stāties spēkā pirms dienas, kad pieteikums saņemts tiesā.',
      en: 'The judgment cannot come into force before the day on which the court received the application.',
    },
  },
}

/**
 * The words for an act that the case does not take now: why, and the way on.
 * @param code what the guard said; see procedures/procedure.ts
 * @param reason the law's own reason, where it gives one
 */
export function refused(code: string, act: string, reason?: { lv: string; en: string }): LietaError {
  const day = IMPOSSIBLE_DAYS[code]
  if (day) return new LietaError('validation', day.message, [{ ...day, code }])
  switch (code) {
    case 'stale':
      return new LietaError('stale', {
        lv: 'Lieta ir mainījusies, kopš atvērāt šo lapu. Atveriet to no jauna, apskatiet izmaiņas un izlemiet vēlreiz; ierakstītais ir saglabāts.',
        en: 'The case has changed since you opened this page. Reload it, see what changed and decide again; what you wrote is kept.',
      })
    case 'own-work':
      return new LietaError('own-work', {
        lv: 'Savu darbu nevar pārskatīt vai parakstīt pats: vajadzīga otra persona.',
        en: 'You cannot review or sign your own work: a second person is needed.',
      })
    case 'own-case':
      return new LietaError('own-case', {
        lv: 'Šajā lietā jūs esat iesniedzējs vai pārstāvat iestādi, par kuru lemj. Dienesta vārdā to dara cita persona.',
        en: 'You apply in this case, or for the institution that it is about. Somebody else acts for the service.',
      })
    case 'recused':
      return new LietaError('recused', {
        lv: 'Jums šajā lietā ir interešu konflikts, tāpēc dienesta vārdā tajā rīkojas cita persona (Administratīvā procesa likuma 37. panta pirmā daļa).',
        en: 'You have a conflict of interest in this case: somebody else acts in it for the service (Section 37(1) of the Administrative Procedure Law).',
      })
    case 'trouble':
      return new LietaError('internal', {
        lv: 'Mūsu kļūda: šo darbību nevar izpildīt. Lieta ir tāda kā pirms tās, ierakstītais ir saglabāts, un vadītājam par to ir ziņots.',
        en: 'Our fault: this act cannot be done. The case is as it was before, what you wrote is kept, and a supervisor has been told.',
      })
    case 'forbidden':
      return new LietaError('forbidden', {
        lv: 'Šo darbību veic cita loma.',
        en: 'This is done in another role.',
      })
    case 'too-late':
      return new LietaError(
        'too-late',
        reason ?? { lv: 'Termiņu vairs nevar pagarināt.', en: 'The term can no longer be extended.' },
      )
    case 'nothing-missed':
      return new LietaError('not-allowed-now', {
        lv: 'Šāda termiņa lietā nav: to var pagarināt, kamēr tas rit, un atjaunot, ja tas nokavēts un lieta nav izlemta. Pēc lēmuma to var apstrīdēt.',
        en: 'There is no such term in the case: it may be prolonged while it runs, and restored where it was missed and nothing is decided. After the decision, that may be contested.',
      })
    case 'hearing-open':
      return new LietaError('not-allowed-now', {
        lv: 'Iesniedzējam atjaunots termiņš viedokļa sniegšanai; līdz tā beigām vai viedoklim lēmumu neapstiprina un neparaksta.',
        en: 'The term to give views was restored: until it ends or views have come, nothing is approved or signed.',
      })
    case 'asked-before':
      return new LietaError('not-allowed-now', {
        lv: 'Jūsu iepriekšējais tāds pats lūgums vēl nav izlemts. Kad būs, varēsiet lūgt vēlreiz; ierakstītais ir saglabāts.',
        en: 'Your earlier request of this kind is not decided yet. You may ask again when it is; what you wrote is kept.',
      })
    case 'too-early':
      return new LietaError(
        'not-allowed-now',
        reason ?? { lv: 'Termiņš vēl nav beidzies.', en: 'The term has not ended.' },
      )
    case 'party-already':
      return new LietaError('not-allowed-now', {
        lv: 'Šī persona jau ir lietas dalībnieks.',
        en: 'This person stands in the case already.',
      })
    case 'asked-already':
      return new LietaError('not-allowed-now', {
        lv: 'Uz iepriekšējiem jautājumiem par šo lēmumu atbilde vēl tiek gatavota. Kad tā būs saņemta, varēsiet jautāt vēlreiz; ierakstītais ir saglabāts.',
        en: 'Your earlier questions about this decision are still being answered. You may ask again when they are; what you wrote is kept.',
      })
    case 'requests-waiting':
      return new LietaError('not-allowed-now', {
        lv: 'Par iepriekšējiem lūgumiem šajā lietā vēl nav lemts. Kad par tiem būs paziņots, varēsiet lūgt vēlreiz; ierakstītais ir saglabāts.',
        en: 'Earlier requests in this case are not decided yet. You may ask again when they are; what you wrote is kept.',
      })
    default:
      return new LietaError('not-allowed-now', {
        lv: `Šajā lietas stadijā to nevar darīt (${act}). Atveriet lietu no jauna: varbūt kāds to jau ir izdarījis.`,
        en: `This cannot be done at this stage of the case (${act}). Reload the case: somebody may have done it already.`,
      })
  }
}

/** The same key was used for something else, or by somebody else. */
export function keyReused(): LietaError {
  return new LietaError('idempotency-mismatch', {
    lv: 'Ar šo atslēgu jau ir iesniegta cita darbība. Atveriet lapu no jauna un mēģiniet vēlreiz.',
    en: 'Another command was sent under this key. Reload the page and try again.',
  })
}

/** Nothing is read, written or sent of a draft that was discarded, until it is brought back. */
export function wasDiscarded(): LietaError {
  return new LietaError('conflict', {
    lv: 'Šis melnraksts ir dzēsts. To vēl var atjaunot savā darba vietā, melnrakstu sarakstā.',
    en: 'This draft was discarded. It can still be brought back from the list of drafts on your page.',
  })
}
