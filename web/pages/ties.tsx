import type { TieLine, Ties } from '../../cases/conflicts/ties.ts'
import type { Turn } from '../../cases/queries/keyset.ts'
import { CONFLICT_GROUNDS } from '../../law/conflicts.ts'
import { workTexts } from '../components/work-words.ts'
import { dayShort } from '../format.ts'
import { Layout } from '../layout.tsx'
import { searchOf } from '../turn.ts'
import {
  Button,
  Cell,
  DateInput,
  Details,
  ErrorSummary,
  type FieldError,
  Heading,
  Lead,
  Muted,
  PostForm,
  Radios,
  RowHead,
  Table,
  TableRow,
  Text,
  TextArea,
  TextInput,
  Title,
  Turns,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'
import { Ground } from './conflicts.tsx'

export interface TiesPageProps {
  v: View
  data: Ties
  /** Which page of them is shown. */
  turn: Turn
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
}

/** To whom one is tied, whatever the case; for superiors, to whom anybody is. */
export function TiesPage(p: TiesPageProps) {
  const { v, data, errors } = p
  const t = workTexts(v).ties
  const c = t.columns
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
      {data.ties.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <Table head={[c.person, c.about, c.ground, c.until, c.state]}>
          {data.ties.map((tie) => (
            <TableRow key={tie.id}>
              <RowHead>{tie.person}</RowHead>
              <Cell label={c.about}>
                {tie.about} {tie.founder ? <Muted>({t.allOf})</Muted> : null}
              </Cell>
              <Cell label={c.ground}>
                <Ground v={v} ground={tie.ground} /> <Muted>{tie.words}</Muted>
              </Cell>
              <Cell label={c.until}>{tie.until ? dayShort(v, tie.until) : t.open}</Cell>
              <Cell label={c.state}>
                {tie.stands ? t.stands : t.over}
                {tie.revokedBy ? <Muted> {t.ended(tie.revokedBy, tie.revokedWhy ?? '')}</Muted> : null}
                <End {...p} tie={tie} />
              </Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Turns
        v={v}
        next={data.next}
        previous={data.previous}
        href={(to) => `/ties?${new URLSearchParams(to)}`}
      />
      <Entry {...p} />
    </Layout>
  )
}

function End({ v, data, turn, tie, values, errors, newKey }: TiesPageProps & { tie: TieLine }) {
  const t = workTexts(v).ties
  if (!data.judges || tie.own || !tie.stands) return null
  const field = (name: string) => ({
    v,
    name: `${name}-${tie.id}`,
    value: values[`${name}-${tie.id}`] ?? '',
    error: errors.find((e) => e.field === `${name}-${tie.id}`)?.text,
  })
  return (
    <Details summary={t.endOne(tie.person, tie.about)} open={errors.some((e) => e.field.endsWith(tie.id))}>
      <PostForm v={v} action={`/ties/${tie.id}/end${searchOf(turn)}`} keyed={newKey()}>
        <DateInput {...field('lastDay')} label={t.endDay} />
        <TextInput {...field('reason')} label={t.endReason} />
        <Button kind="warning" label={t.endOne(tie.person, tie.about)}>
          {t.end}
        </Button>
      </PostForm>
    </Details>
  )
}

function Entry({ v, data, values, errors, keyed }: TiesPageProps) {
  const t = workTexts(v).ties
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  return (
    <section>
      <Heading>{t.enter}</Heading>
      <PostForm v={v} action="/ties" keyed={keyed}>
        <TextInput {...field('regNo')} label={t.regNo} width={20} inputmode="numeric" />
        <TextInput {...field('founder')} label={t.founder} hint={t.founderHint} />
        <Radios
          {...field('ground')}
          label={t.ground}
          choices={data.grounds.map((value) => ({
            value,
            label: say(v, CONFLICT_GROUNDS[value].title),
          }))}
        />
        <DateInput {...field('lastDay')} label={t.lastDay} />
        <TextArea {...field('reason')} label={t.reason} rows={3} />
        <Button>{t.send}</Button>
      </PostForm>
    </section>
  )
}
