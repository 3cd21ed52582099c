import type { AbsenceLine, Absences } from '../../cases/absences/absence.ts'
import { workTexts } from '../components/work-words.ts'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  DateInput,
  ErrorSummary,
  type FieldError,
  Heading,
  Lead,
  Link,
  PostForm,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import type { NewKey, View } from '../view.ts'

export interface AbsencesPageProps {
  v: View
  data: Absences
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
}

/** Who is away and who stands in: now, later, before; and the form to enter it. */
export function AbsencesPage(p: AbsencesPageProps) {
  const { v, data, errors } = p
  const t = workTexts(v).absences
  return (
    <Layout
      v={v}
      title={t.title}
      wrong={errors.length > 0}
      back={{ href: '/desk', text: v.t.case.desk.title }}
    >
      <ErrorSummary v={v} errors={errors} />
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      {data.absences.length === 0 ? <Text>{t.none}</Text> : null}
      {(['current', 'future', 'past'] as const).map((when) => {
        const lines = data.absences.filter((a) => a.when === when)
        return lines.length === 0 ? null : (
          <section key={when}>
            <Heading size="l">{t.groups[when]}</Heading>
            <Lines {...p} lines={lines} />
          </section>
        )
      })}
      <Turns
        v={v}
        next={data.next}
        previous={data.previous}
        href={(to) => `/absences?${new URLSearchParams(to)}`}
      />
      <Entry {...p} />
    </Layout>
  )
}

function Lines({ v, lines, newKey }: AbsencesPageProps & { lines: AbsenceLine[] }) {
  const t = workTexts(v).absences
  const c = t.columns
  return (
    <Table head={[c.person, c.substitute, c.days, c.entered]}>
      {lines.map((a) => (
        <TableRow key={a.id}>
          <RowHead>{a.person}</RowHead>
          <Cell label={c.substitute}>
            {a.substitute}
            {a.nobodySigns ? (
              <>
                <br />
                {t.nobodySigns} {v.person?.supervises ? <Link href="/delegations">{t.delegate}</Link> : null}
              </>
            ) : null}
          </Cell>
          <Cell label={c.days}>
            {dayShort(v, a.firstDay)} – {dayShort(v, a.lastDay)}
          </Cell>
          <Cell label={c.entered}>
            {a.enteredBy}
            {a.endedAt ? (
              <>
                <br />
                {t.ended(a.endedBy ?? '', momentWords(v, a.endedAt))}
              </>
            ) : null}
            {a.mayEnd ? (
              <PostForm v={v} action={`/absences/${a.id}/end`} keyed={newKey()}>
                <Button kind="warning" label={t.endOne(a.person)}>
                  {t.end}
                </Button>
              </PostForm>
            ) : null}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Entry({ v, data, values, errors, keyed }: AbsencesPageProps) {
  const t = workTexts(v).absences
  const me = v.person?.id ?? ''
  const field = (name: string, value = '') => ({
    v,
    name,
    value: values[name] ?? value,
    error: errors.find((e) => e.field === name)?.text,
  })
  const choices = data.staff.map((s) => ({ value: s.personId, label: s.name }))
  return (
    <section>
      <Heading size="l">{t.enter}</Heading>
      <PostForm v={v} action="/absences" keyed={keyed}>
        {data.manages ? (
          <Select {...field('personId', me)} label={t.person} choices={choices} empty={t.choose} />
        ) : null}
        <Select
          {...field('substituteId')}
          label={t.substitute}
          choices={choices.filter((one) => data.manages || one.value !== me)}
          empty={t.choose}
        />
        <DateInput {...field('firstDay')} label={t.firstDay} />
        <DateInput {...field('lastDay')} label={t.lastDay} />
        <Button>{t.save}</Button>
      </PostForm>
    </section>
  )
}
