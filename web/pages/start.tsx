import { Layout } from '../layout.tsx'
import { Card, Cards, Heading, Inset, Lead, Link, Text, Title } from '../ui/index.ts'
import type { View } from '../view.ts'

/** What each of the four groups comes for; signed-in people see their own place first. */
export function StartPage({ v }: { v: View }) {
  const t = v.t.start
  const p = v.person
  const cards: [string, string, [string, string][], boolean][] = [
    [
      t.applicantTitle,
      t.applicant,
      [['/services', t.applicantLink], ...(p?.applies ? [['/portal', t.mine] as [string, string]] : [])],
      p?.applies ?? false,
    ],
    [
      t.publicTitle,
      t.public,
      [
        ['/registers', t.publicRegister],
        ['/verify', t.publicVerify],
      ],
      false,
    ],
    [t.deskTitle, t.desk, [['/desk', t.deskLink]], p?.staff ?? false],
    [t.superviseTitle, t.supervise, [['/supervise', t.superviseLink]], p?.supervises ?? false],
  ]
  const ordered = [...cards.filter((c) => c[3]).reverse(), ...cards.filter((c) => !c[3])]
  return (
    <Layout v={v} title={t.title}>
      <Title>{p ? t.signedIn(p.name) : t.title}</Title>
      <Lead>{t.lead}</Lead>
      {p && p.roles.length === 0 ? <Inset>{t.noRole}</Inset> : null}
      <Cards>
        {ordered.map(([title, text, links]) => (
          <Card key={title}>
            <Heading>{title}</Heading>
            <Text>{text}</Text>
            {links.map(([href, words]) => (
              <Text tight key={href}>
                <Link strong href={href}>
                  {words}
                </Link>
              </Text>
            ))}
          </Card>
        ))}
      </Cards>
    </Layout>
  )
}
