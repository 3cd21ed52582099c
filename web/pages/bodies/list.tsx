import type { listBodies } from '../../../cases/bodies/body.ts'
import { BODY_KINDS } from '../../../law/bodies/body.ts'
import { workTexts } from '../../components/work-words.ts'
import { Layout } from '../../layout.tsx'
import {
  Button,
  Cell,
  ErrorSummary,
  type FieldError,
  Heading,
  Lead,
  Link,
  PostForm,
  Radios,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextInput,
  Title,
  Turns,
} from '../../ui/index.ts'
import { say, type View } from '../../view.ts'

export interface BodiesPageProps {
  v: View
  data: Awaited<ReturnType<typeof listBodies>>
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
}

/** Commissions and councils, and the form to enter one. */
export function BodiesPage(p: BodiesPageProps) {
  const { v, data, errors } = p
  const t = workTexts(v).bodies
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
      {data.bodies.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <Table head={[t.name, t.kind, t.norm]}>
          {data.bodies.map((b) => (
            <TableRow key={b.id}>
              <RowHead>
                <Link href={`/bodies/${b.id}`}>{say(v, b.name)}</Link>
              </RowHead>
              <Cell label={t.kind}>{say(v, BODY_KINDS[b.kind])}</Cell>
              <Cell label={t.norm}>{b.norm ?? ''}</Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Turns
        v={v}
        next={data.next}
        previous={data.previous}
        href={(to) => `/bodies?${new URLSearchParams(to)}`}
      />
      {data.manages ? <Entry {...p} /> : null}
    </Layout>
  )
}

function Entry({ v, data, values, errors, keyed }: BodiesPageProps) {
  const t = workTexts(v).bodies
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  return (
    <section>
      <Heading size="l">{t.enter}</Heading>
      <PostForm v={v} action="/bodies" keyed={keyed}>
        <Radios
          {...field('kind')}
          label={t.kind}
          inline
          choices={Object.entries(BODY_KINDS).map(([value, words]) => ({ value, label: say(v, words) }))}
        />
        <TextInput {...field('nameLv')} label={t.nameLv} />
        <TextInput {...field('nameEn')} label={t.nameEn} />
        <TextInput {...field('code')} label={t.code} hint={t.codeHint} width={20} />
        <TextInput {...field('norm')} label={`${t.norm} (${v.t.optional})`} width={20} />
        <Select
          {...field('unit')}
          label={`${workTexts(v).units.label} (${v.t.optional})`}
          empty={workTexts(v).units.all}
          choices={data.units.map(({ id, title }) => ({ value: id, label: say(v, title) }))}
        />
        <Button>{t.save}</Button>
      </PostForm>
    </section>
  )
}
