import type { BodyView, MemberLine } from '../../../cases/bodies/body.ts'
import { BODY_FUNCTIONS, BODY_KINDS } from '../../../law/bodies/body.ts'
import { workTexts } from '../../components/work-words.ts'
import { dayShort, dayWords } from '../../format.ts'
import { Layout } from '../../layout.tsx'
import {
  Button,
  Cell,
  DateInput,
  Details,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  Heading,
  Lead,
  List,
  Muted,
  PostForm,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextInput,
  Title,
} from '../../ui/index.ts'
import { type NewKey, say, type View } from '../../view.ts'
import { InForce, RuleForm } from './rule.tsx'

export interface BodyPageProps {
  v: View
  data: BodyView
  values: Record<string, string>
  errors: FieldError[]
  newKey: NewKey
}

/** A body on a day: who may sit, who stands in for whom, by which rule it decides; who was in it before; and what changes it. */
export function BodyPage(p: BodyPageProps) {
  const { v, data, errors } = p
  const t = workTexts(v).bodies
  return (
    <Layout
      v={v}
      title={say(v, data.name)}
      wrong={errors.length > 0}
      back={{ href: '/bodies', text: t.title }}
    >
      <ErrorSummary v={v} errors={errors} />
      <Eyebrow>
        {[say(v, BODY_KINDS[data.kind]), data.norm, data.code].filter((one) => one !== null).join(' · ')}
      </Eyebrow>
      <Title>{say(v, data.name)}</Title>
      <Lead>{t.onDay(dayWords(v, data.day, 'locative'))}</Lead>
      <search>
        <form method="get" action={`/bodies/${data.id}`}>
          <DateInput v={v} name="day" label={t.day} value={data.day} />
          <Button kind="secondary">{t.look}</Button>
        </form>
      </search>
      <Heading size="l">{t.sits}</Heading>
      {data.seats.length === 0 ? <Text>{t.nobody}</Text> : null}
      <List>
        {data.seats.map((s) => (
          <li key={s.person}>
            {s.person} <Muted>{say(v, BODY_FUNCTIONS[s.function])}</Muted>
            {s.deputies.length > 0 ? <Muted> · {t.deputies(s.deputies.join(', '))}</Muted> : null}
          </li>
        ))}
        {data.secretaries.map((name) => (
          <li key={`secretary ${name}`}>
            {name} <Muted>{say(v, BODY_FUNCTIONS.secretary)}</Muted>
          </li>
        ))}
      </List>
      <InForce v={v} data={data} />
      <Heading size="l">{t.members}</Heading>
      <Members {...p} />
      {data.people ? <Naming {...p} /> : null}
      {data.people ? <RuleForm {...p} /> : null}
    </Layout>
  )
}

function Members(p: BodyPageProps) {
  const { v, data } = p
  const t = workTexts(v).bodies
  const c = t.columns
  if (data.members.length === 0) return <Text>{t.nobody}</Text>
  return (
    <Table head={[c.person, c.function, c.days, c.order]}>
      {data.members.map((m) => (
        <TableRow key={m.id}>
          <RowHead>{m.person}</RowHead>
          <Cell label={c.function}>
            {say(v, BODY_FUNCTIONS[m.function])}
            {m.standsFor ? <Muted> · {t.inPlaceOf(m.standsFor)}</Muted> : null}
          </Cell>
          <Cell label={c.days}>
            {dayShort(v, m.from)} – {m.until ? dayShort(v, m.until) : ''}
          </Cell>
          <Cell label={c.order}>
            {m.order.number}, {dayShort(v, m.order.date)}
            {m.ended ? (
              <Muted> {t.endedBy(m.ended.number, dayShort(v, m.ended.date), m.ended.by)}</Muted>
            ) : null}
            {data.people && !m.ended && m.personId !== v.person?.id ? <End {...p} member={m} /> : null}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function fieldsOf({ v, values, errors }: BodyPageProps) {
  return (name: string, from = name) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === from)?.text,
  })
}

function End(p: BodyPageProps & { member: MemberLine }) {
  const { v, data, member, newKey, errors } = p
  const t = workTexts(v).bodies
  const field = fieldsOf(p)
  const wrong = errors.some((e) => e.field.endsWith(member.id))
  return (
    <Details summary={t.endOne(member.person)} open={wrong}>
      <PostForm v={v} action={`/bodies/${data.id}/members/${member.id}/end`} keyed={newKey()}>
        <DateInput {...field(`lastDay-${member.id}`)} label={t.lastDay} />
        <TextInput {...field(`orderNumber-${member.id}`)} label={t.orderNumber} width={10} />
        <DateInput {...field(`orderDate-${member.id}`)} label={t.orderDate} />
        <Button kind="warning" label={t.endOne(member.person)}>
          {t.end}
        </Button>
      </PostForm>
    </Details>
  )
}

function Naming(p: BodyPageProps) {
  const { v, data, newKey } = p
  const t = workTexts(v).bodies
  const field = fieldsOf(p)
  const votes = data.members.filter((m) => m.holds && !['secretary', 'deputy'].includes(m.function))
  return (
    <section>
      <Heading size="l">{t.nameOne}</Heading>
      <PostForm v={v} action={`/bodies/${data.id}/members`} keyed={newKey()}>
        <Select
          {...field('personId')}
          label={t.columns.person}
          empty={t.choose}
          choices={(data.people ?? [])
            .filter((one) => one.personId !== v.person?.id)
            .map((one) => ({ value: one.personId, label: one.name }))}
        />
        <Select
          {...field('function')}
          label={t.columns.function}
          empty={t.choose}
          choices={Object.entries(BODY_FUNCTIONS).map(([value, words]) => ({ value, label: say(v, words) }))}
        />
        <Select
          {...field('standsFor')}
          label={t.standsFor}
          empty={t.choose}
          choices={votes.map((m) => ({ value: m.id, label: m.person }))}
        />
        <DateInput {...field('from')} label={t.from} />
        <DateInput {...field('until')} label={`${t.lastDay} (${v.t.optional})`} />
        <TextInput {...field('orderNumber')} label={t.orderNumber} width={10} />
        <DateInput {...field('orderDate')} label={t.orderDate} />
        <Button>{t.nameButton}</Button>
      </PostForm>
    </section>
  )
}
