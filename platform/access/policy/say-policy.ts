import { labels, maskedFields, purposes, type relations, roles, type Text } from '@songhua/kernel';
import type { Policy } from './policies.ts';
import { resourceGroups } from './resource-groups.ts';
import { listEn, listZh } from './say-list.ts';

/** Of whom, in words that follow “of” and 的. */
const people: Readonly<Record<keyof typeof relations, Text>> = {
  treating: { zh: '本机构正在或近期诊疗的患者', en: 'the patients whom their institution or they treat or treated recently' },
  opened: {
    zh: '本机构人员登记了就诊、尚待核实的患者',
    en: 'the patients whose visit somebody of their institution opened and nobody has confirmed yet',
  },
  contracted: { zh: '与其机构或团队签约的居民', en: 'the residents under contract with them or their institution' },
  responsible: { zh: '本机构或本辖区负责的居民', en: 'the residents for whom their area or institution is responsible' },
  self: { zh: '其本人', en: 'themselves' },
  proxy: { zh: '其监护或受托照管的亲属', en: 'relatives whose guardian or agent they are' },
  emergency: { zh: '其在时限内申请紧急调阅的患者', en: 'patients for whom they have opened emergency access, until it ends' },
};

const doing: readonly (readonly [string, Text])[] = [
  ['r', { zh: '查看', en: 'read' }],
  ['s', { zh: '检索', en: 'search' }],
  ['c', { zh: '新建', en: 'create' }],
  ['u', { zh: '修改', en: 'change' }],
  ['d', { zh: '删除', en: 'delete' }],
];

const say = (items: readonly Text[], word?: string): Text => ({
  zh: listZh(items.map(({ zh }) => zh)),
  en: listEn(
    items.map(({ en }) => en),
    word,
  ),
});

/** Lower case but for its first letter, as English sentences begin. */
const begin = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

function sayLabels({ labels: held, by, groups }: Policy): Text {
  if (!groups.some((group) => resourceGroups[group].ofPeople)) return { zh: '', en: '' };
  if (held === '*') return { zh: '，包括敏感信息', en: ', sensitive records included' };
  if (held.length > 0) {
    const named = say(held.map((label) => labels[label]));
    return { zh: `，敏感信息中仅限${named.zh}`, en: `; of sensitive records only those on ${named.en}` };
  }
  const none = { zh: '，不含敏感信息', en: ', without sensitive records' };
  return by === 'everyone' ? { zh: `，涉及所有人${none.zh}`, en: ` of everybody${none.en}` } : none;
}

function sayMasked({ masked }: Policy): Text {
  if (masked.length === 0) return { zh: '', en: '' };
  const fields = say(masked.map((field) => maskedFields[field]));
  return { zh: `；列表中${fields.zh}只显示一部分`, en: `; lists show ${fields.en} of people in part` };
}

/** A policy as one sentence, made from its parts: nothing is said that is not carried out. */
export function sayPolicy(policy: Policy): Text {
  const who = say(
    policy.roles.map((role) => roles[role]),
    'or',
  );
  const what = say(policy.groups.map((group) => resourceGroups[group].title));
  const acts = say(doing.flatMap(([letter, text]) => (policy.interactions.includes(letter) ? [text] : [])));
  const whose =
    policy.by === 'everyone'
      ? { zh: '', en: '' }
      : policy.by === 'own-house'
        ? { zh: '以其所代表机构名义登记', en: 'anybody, in the name of the institution they act for' }
        : say(
            policy.by.map((relation) => people[relation]),
            'or',
          );
  const sensitive = sayLabels(policy);
  const consent = policy.aboveConsent ? { zh: '；不受授权限制', en: '; consent does not limit this' } : { zh: '', en: '' };
  const masked = sayMasked(policy);
  const purpose = purposes[policy.purpose];
  return {
    zh: `${who.zh}为${purpose.zh}可以${acts.zh}${whose.zh ? `${whose.zh}的` : ''}${what.zh}${sensitive.zh}${masked.zh}${consent.zh}。`,
    en: `${begin(`a ${who.en}`)} may, for ${purpose.en}, ${acts.en} ${what.en}${whose.en ? ` of ${whose.en}` : ''}${sensitive.en}${masked.en}${consent.en}.`,
  };
}
