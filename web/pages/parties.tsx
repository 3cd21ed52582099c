import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { PartyView, RepresentativeView } from '../../cases/queries/parties.ts'
import { GROUNDS, PARTY_ROLES } from '../../law/parties.ts'
import { dayOf } from '../../law/time.ts'
import { dayShort } from '../format.ts'
import { Layout } from '../layout.tsx'
import { partiesEn } from '../texts/parties-en.ts'
import { partiesLv } from '../texts/parties-lv.ts'
import {
  Button,
  ButtonGroup,
  Cell,
  Checkbox,
  DateInput,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  FileInput,
  Heading,
  Hint,
  Lead,
  Link,
  Muted,
  PostForm,
  Radios,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextInput,
  Title,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'

export interface PartiesPageProps {
  v: View
  file: CaseFile
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
  /** An official, who judges; else somebody on the side of a party. */
  judges: boolean
  /** The parties for which the person may name a representative and change where they are written to. */
  own: readonly string[]
}

export const partiesTexts = (v: View) => (v.lang === 'en' ? partiesEn : partiesLv)

/** Who stands in the case, who acts for them, and how they are written to. */
export function PartiesPage(p: PartiesPageProps) {
  const { v, file, errors } = p
  const t = partiesTexts(v)
  return (
    <Layout
      v={v}
      title={`${t.title} – ${file.state.number}`}
      wrong={errors.length > 0}
      back={{ href: `/cases/${file.caseId}`, text: file.state.number }}
    >
      <ErrorSummary v={v} errors={errors} />
      <Eyebrow>
        {file.state.number} · {file.state.subject}
      </Eyebrow>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      {file.parties.map((party) => (
        <section key={`${party.role}/${party.partyId}`}>
          <Heading>
            {party.name} <Muted>{say(v, PARTY_ROLES[party.role].title)}</Muted>
          </Heading>
          <Representatives {...p} party={party} />
          <Contact {...p} party={party} />
        </section>
      ))}
      {p.judges || p.own.length > 0 ? <Entry {...p} /> : null}
    </Layout>
  )
}

function Representatives({ party, ...p }: PartiesPageProps & { party: PartyView }) {
  const { v } = p
  const t = partiesTexts(v)
  const c = t.columns
  if (party.representatives.length === 0) return <Text>{t.none}</Text>
  return (
    <Table head={[c.name, c.ground, c.days, c.state]}>
      {party.representatives.map((r) => (
        <TableRow key={r.id}>
          <RowHead>{r.name}</RowHead>
          <Cell label={c.ground}>
            {r.ground === 'office' ? '' : say(v, GROUNDS[r.ground].title)}
            {r.reference ? <Muted>: {r.reference}</Muted> : null}
            {r.fileId ? (
              <>
                {' '}
                <Link href={`/files/${r.fileId}`}>{t.document}</Link>
              </>
            ) : null}
          </Cell>
          <Cell label={c.days}>
            {t.from(dayShort(v, dayOf(r.from)))}
            {r.until ? ` ${v.t.until(lastDayOf(r.until))}` : ''}
          </Cell>
          <Cell label={c.state}>
            {t.states[r.state]}
            {r.receives ? <Muted> {t.receives}</Muted> : null}
            <RepresentativeActs {...p} r={r} />
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

/** The day before the instant at which it ends. */
const lastDayOf = (until: string): string => dayOf(new Date(Date.parse(until) - 1).toISOString())

function RepresentativeActs({
  v,
  file,
  newKey,
  judges,
  errors,
  values,
  r,
}: PartiesPageProps & { r: RepresentativeView }) {
  const t = partiesTexts(v)
  const at = `/cases/${file.caseId}/representations/${r.id}`
  if (r.state === 'refused' || r.state === 'ended') return null
  return (
    <>
      {judges && r.state === 'to-check' ? (
        <PostForm v={v} action={`${at}/judgement`} keyed={newKey()}>
          <TextInput
            v={v}
            name={`reason-${r.id}`}
            label={t.reason}
            value={values[`reason-${r.id}`] ?? ''}
            error={errors.find((e) => e.field === `reason-${r.id}`)?.text}
            width={20}
          />
          <ButtonGroup>
            <Button name="accepted" value="true">
              {t.accept}
            </Button>
            <Button name="accepted" value="false" kind="secondary">
              {t.refuse}
            </Button>
          </ButtonGroup>
        </PostForm>
      ) : null}
      {judges && r.state === 'to-check' ? null : (
        <PostForm v={v} action={`${at}/end`} keyed={newKey()}>
          <Button kind="warning" label={t.endOne(r.name)}>
            {t.end}
          </Button>
        </PostForm>
      )}
    </>
  )
}

function Contact({ v, file, party, own, newKey, errors, values }: PartiesPageProps & { party: PartyView }) {
  const t = partiesTexts(v)
  const { contact } = party
  const { email, address, region } = {
    ...{ email: null, address: null, region: 'latvia' },
    ...contact,
  }
  const field = (name: string, value: string | null) => ({
    v,
    name,
    value: values.partyId === party.partyId ? (values[name] ?? '') : (value ?? ''),
    error: values.partyId === party.partyId ? errors.find((e) => e.field === name)?.text : undefined,
  })
  return (
    <>
      <Heading size="s">{t.contact}</Heading>
      <Text>{t.contactNow(email, address) || t.contactDefault}</Text>
      {own.includes(party.partyId) ? (
        <PostForm v={v} action={`/cases/${file.caseId}/contact`} keyed={newKey()}>
          <Hint>{t.contactHint}</Hint>
          <input type="hidden" name="partyId" value={party.partyId} />
          <TextInput {...field('email', email)} label={t.email} />
          <TextInput {...field('address', address)} label={t.address} />
          <Radios
            {...field('region', region)}
            label={t.region}
            hint={t.regionHint}
            choices={Object.entries(t.regions).map(([value, label]) => ({ value, label }))}
          />
          <Button kind="secondary">{t.save}</Button>
        </PostForm>
      ) : null}
    </>
  )
}

function Entry({ v, file, judges, own, values, errors, keyed }: PartiesPageProps) {
  const t = partiesTexts(v)
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const parties = file.parties.filter((p) => judges || own.includes(p.partyId))
  const grounds = Object.entries(GROUNDS).filter(
    ([ground, rule]) =>
      (judges || ground !== 'on-the-spot') && parties.some((p) => rule.for.includes(p.kind)),
  )
  return (
    <section>
      <Heading>{t.enter}</Heading>
      <Text>{judges ? t.enterHintOfficial : t.enterHint}</Text>
      <PostForm
        v={v}
        action={`/cases/${file.caseId}/representations`}
        keyed={keyed}
        enctype="multipart/form-data"
      >
        {parties.length === 1 ? (
          <input type="hidden" name="of" value={parties[0]!.partyId} />
        ) : (
          <Select
            {...field('of')}
            label={t.whom}
            choices={parties.map((p) => ({ value: p.partyId, label: p.name ?? '' }))}
            empty="–"
          />
        )}
        <TextInput {...field('personalCode')} label={t.personalCode} width={20} />
        <TextInput {...field('givenName')} label={t.givenName} />
        <TextInput {...field('familyName')} label={t.familyName} />
        <Radios
          {...field('ground')}
          label={t.ground}
          choices={grounds.map(([value, rule]) => ({ value, label: say(v, rule.title) }))}
        />
        <TextInput {...field('reference')} label={t.reference} />
        <FileInput
          v={v}
          name="file"
          label={t.file}
          hint={t.fileHint}
          error={errors.find((e) => e.field === 'file' || e.field === 'fileId')?.text}
        />
        <DateInput {...field('firstDay')} label={t.firstDay} />
        <DateInput {...field('lastDay')} label={t.lastDay} />
        <Checkbox {...field('receives')} label={t.receivesLabel} />
        <TextInput {...field('email')} label={t.theirEmail} />
        <Button>{t.add}</Button>
      </PostForm>
    </section>
  )
}
