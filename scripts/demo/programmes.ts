/** A programme for which a sample institution applies; its institution follows from who applies. */
export interface Programme {
  code: string
  name: string
  months: number
  scope: string
  form: 'full-time' | 'part-time' | 'distance'
  qualification?: string
}

/** The heads of the sample institutions, by their subjects. */
export type Head = 'baiba-kalnina' | 'janis-ozols' | 'rasa-zalite' | 'edgars-vanags' | 'sanita-rudzite'

const FORM = { '1': 'full-time', '2': 'part-time', '3': 'distance' } as const

/** General education: the last digit of the code is the form. */
function general(code: string, name: string, months: number, hours: number): Programme {
  return { code, name, months, scope: `${hours} stundas`, form: FORM[code.at(-1) as keyof typeof FORM] }
}

function vocational(code: string, name: string, qualification: string, months = 48): Programme {
  return { code, name, months, scope: `${months * 120} stundas`, form: 'full-time', qualification }
}

const special = (code: string, of: string, what: string, months: number, hours: number): Programme =>
  general(code, `Speciālās ${what} programma izglītojamiem ar ${of}`, months, hours)
const basic = (code: string, of: string): Programme => special(code, of, 'pamatizglītības', 108, 5600)
const preschool = (code: string, of: string): Programme =>
  special(code, of, 'pirmsskolas izglītības', 60, 3000)

/** What each applies for, in this order; codes as the classification has them, or near to it. */
export const PROGRAMMES: Record<Head, readonly Programme[]> = {
  'baiba-kalnina': [
    general('31016011', 'Vispārējās vidējās izglītības programma', 36, 3150),
    general('21011111', 'Pamatizglītības programma', 108, 5600),
    general('31016013', 'Vispārējās vidējās izglītības programma tālmācībā', 36, 3150),
    basic('21015611', 'mācīšanās traucējumiem'),
    general('31016012', 'Vispārējās vidējās izglītības programma neklātienē', 36, 3150),
    general('01011111', 'Pirmsskolas izglītības programma', 60, 3000),
    general('21011113', 'Pamatizglītības programma tālmācībā', 108, 5600),
    basic('21015511', 'valodas traucējumiem'),
    general('11011111', 'Pamatizglītības pirmā posma programma', 72, 3700),
    basic('21015811', 'garīgās attīstības traucējumiem'),
    general('21011112', 'Pamatizglītības programma neklātienē', 108, 5600),
    basic('21015311', 'fiziskās attīstības traucējumiem'),
  ],
  'janis-ozols': [
    vocational('33 484 01 1', 'Programmēšana', 'Programmēšanas tehniķis'),
    vocational('33 525 01 1', 'Autotransports', 'Automehāniķis'),
    vocational('33 522 01 1', 'Enerģētika un elektrotehnika', 'Elektrotehniķis'),
    vocational('33 483 01 1', 'Datorsistēmas, datubāzes un datortīkli', 'Datorsistēmu tehniķis'),
    vocational('33 582 01 1', 'Būvdarbi', 'Apdares darbu tehniķis'),
    vocational('33 344 02 1', 'Grāmatvedība', 'Grāmatvedis'),
    vocational('33 521 03 1', 'Mašīnzinības', 'Mehatronisku sistēmu tehniķis'),
    vocational('33 543 04 1', 'Kokizstrādājumu izgatavošana', 'Mēbeļu galdnieks', 36),
    vocational('33 341 02 1', 'Komerczinības', 'Komercdarbinieks'),
    vocational('33 581 03 1', 'Arhitektūra un būvniecība', 'Ēku būvtehniķis'),
    vocational('33 523 01 1', 'Elektronika un automātika', 'Elektronikas tehniķis'),
    vocational('33 345 04 1', 'Administratīvie un sekretāra pakalpojumi', 'Klientu apkalpošanas speciālists'),
    vocational('33 840 01 1', 'Loģistika', 'Loģistikas darbinieks'),
  ],
  'rasa-zalite': [
    general('21011111', 'Pamatizglītības programma', 108, 5600),
    basic('21015611', 'mācīšanās traucējumiem'),
    general('01011111', 'Pirmsskolas izglītības programma', 60, 3000),
    basic('21015511', 'valodas traucējumiem'),
    general('11011111', 'Pamatizglītības pirmā posma programma', 72, 3700),
    preschool('01015511', 'valodas traucējumiem'),
    basic('21015711', 'garīgās veselības traucējumiem'),
    general('21011113', 'Pamatizglītības programma tālmācībā', 108, 5600),
    basic('21015811', 'garīgās attīstības traucējumiem'),
  ],
  'edgars-vanags': [
    vocational('33 811 02 1', 'Ēdināšanas pakalpojumi', 'Pavārs', 36),
    vocational('33 812 01 1', 'Tūrisma pakalpojumi', 'Tūrisma pakalpojumu konsultants'),
    vocational('33 623 01 1', 'Mežsaimniecība', 'Mežsaimniecības tehniķis'),
    vocational('33 815 01 1', 'Skaistumkopšanas pakalpojumi', 'Frizieris', 36),
    vocational('33 621 02 1', 'Lauksaimniecība', 'Lauksaimniecības tehniķis'),
    vocational('33 541 04 1', 'Pārtikas produktu tehnoloģija', 'Pārtikas produktu ražošanas tehniķis'),
    vocational('33 762 02 1', 'Sociālie pakalpojumi', 'Sociālais aprūpētājs', 36),
    vocational('33 811 03 1', 'Viesnīcu pakalpojumi', 'Viesnīcu pakalpojumu speciālists'),
    vocational('33 622 01 1', 'Dārzkopība', 'Parku dārznieks', 36),
    vocational('33 214 01 1', 'Dizains', 'Interjera dizaina speciālists'),
    vocational('33 542 04 1', 'Tekstilizstrādājumu tehnoloģijas', 'Apģērbu dizaina speciālists'),
    vocational('33 541 09 1', 'Maizes un konditorejas izstrādājumu gatavošana', 'Konditors', 36),
    vocational('33 525 06 1', 'Lauksaimniecības tehnika', 'Lauksaimniecības tehnikas mehāniķis', 36),
  ],
  'sanita-rudzite': [
    general('01011111', 'Pirmsskolas izglītības programma', 60, 3000),
    preschool('01015511', 'valodas traucējumiem'),
    preschool('01015611', 'jauktiem attīstības traucējumiem'),
    preschool('01015311', 'fiziskās attīstības traucējumiem'),
    preschool('01015811', 'garīgās attīstības traucējumiem'),
    preschool('01015211', 'dzirdes traucējumiem'),
    preschool('01015111', 'redzes traucējumiem'),
  ],
}
