import type { DelegationLine, Delegations } from '../../cases/delegations.ts'
import { signingTexts } from '../components/signing-words.ts'
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
  PostForm,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextInput,
  Title,
  Turns,
} from '../ui/index.ts'
import type { NewKey, View } from '../view.ts'

export interface DelegationsPageProps {
  v: View
  data: Delegations
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
}

/** Who stands in for the director: now, later, before; and the form to enter one. */
export function DelegationsPage({ v, data, values, errors, keyed, newKey }: DelegationsPageProps) {
  const t = signingTexts(v).delegations
  return (
    <Layout
      v={v}
      title={t.title}
      wrong={errors.length > 0}
      back={{ href: '/supervise', text: v.t.nav.supervise }}
    >
      <ErrorSummary v={v} errors={errors} />
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      {data.delegations.length === 0 ? <Text>{t.none}</Text> : null}
      {(['current', 'future', 'past'] as const).map((when) => {
        const lines = data.delegations.filter((d) => d.when === when)
        return lines.length === 0 ? null : (
          <section key={when}>
            <Heading size="l">{t.groups[when]}</Heading>
            <Lines v={v} lines={lines} newKey={newKey} mayRevoke={data.mayEnter && when !== 'past'} />
          </section>
        )
      })}
      <Turns
        v={v}
        next={data.next}
        previous={data.previous}
        href={(to) => `/delegations?${new URLSearchParams(to)}`}
      />
      {data.mayEnter ? <Entry v={v} data={data} values={values} errors={errors} keyed={keyed} /> : null}
    </Layout>
  )
}

function Lines({
  v,
  lines,
  newKey,
  mayRevoke,
}: {
  v: View
  lines: DelegationLine[]
  newKey: NewKey
  mayRevoke: boolean
}) {
  const t = signingTexts(v).delegations
  return (
    <Table head={[t.to, t.from, t.days, t.ground, t.entered]}>
      {lines.map((d) => (
        <TableRow key={d.id}>
          <RowHead>{d.to}</RowHead>
          <Cell label={t.from}>{d.from}</Cell>
          <Cell label={t.days}>
            {dayShort(v, d.firstDay)} – {dayShort(v, d.lastDay)}
          </Cell>
          <Cell label={t.ground}>{t.order(d.orderNumber, dayShort(v, d.orderDate))}</Cell>
          <Cell label={t.entered}>
            {d.enteredBy}, {momentWords(v, d.enteredAt)}
            {d.revokedAt ? (
              <>
                <br />
                {t.revoked(d.revokedBy ?? '', momentWords(v, d.revokedAt))}
              </>
            ) : null}
            {mayRevoke ? (
              <PostForm v={v} action={`/delegations/${d.id}/revoke`} keyed={newKey()}>
                <Button kind="warning" label={t.revokeOne(d.to)}>
                  {t.revoke}
                </Button>
              </PostForm>
            ) : null}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Entry({ v, data, values, errors, keyed }: Omit<DelegationsPageProps, 'newKey'>) {
  const t = signingTexts(v).delegations
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const choices = (people: { personId: string; name: string }[]) =>
    people.map((p) => ({ value: p.personId, label: p.name }))
  return (
    <section>
      <Heading size="l">{t.enter}</Heading>
      <Text>{t.secondPerson}</Text>
      <PostForm v={v} action="/delegations" keyed={keyed}>
        <Select {...field('from')} label={t.from} choices={choices(data.directors)} empty={t.choose} />
        <Select {...field('to')} label={t.to} choices={choices(data.people)} empty={t.choose} />
        <DateInput {...field('firstDay')} label={t.firstDay} />
        <DateInput {...field('lastDay')} label={t.lastDay} />
        <TextInput {...field('orderNumber')} label={t.orderNumber} width={20} />
        <DateInput {...field('orderDate')} label={t.orderDate} />
        <Button>{t.save}</Button>
      </PostForm>
    </section>
  )
}
