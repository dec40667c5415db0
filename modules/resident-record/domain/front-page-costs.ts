import type { Text } from '@songhua/kernel';
import type { StayCosts } from '../contract.ts';
import { type Bill, codesOf, nameOf } from './fhir.ts';
import { byLatest } from './order-dates.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/**
 * The ten groups of costs of the front page of 2011 (卫医政发〔2011〕84号, known from published descriptions, not compared with its original), by
 * the codes of this project's code system.
 */
const groups = [
  ['service', t('综合医疗服务类', 'General services')],
  ['diagnosis', t('诊断类', 'Diagnostics')],
  ['treatment', t('治疗类', 'Treatment')],
  ['rehabilitation', t('康复类', 'Rehabilitation')],
  ['tcm', t('中医类', 'Chinese medicine')],
  ['western-medicine', t('西药类', 'Western medicines')],
  ['chinese-medicine', t('中药类', 'Chinese medicines')],
  ['blood', t('血液和血液制品类', 'Blood and its products')],
  ['materials', t('耗材类', 'Materials')],
  ['other', t('其他类', 'Other')],
] as const;

const fen = (yuan: number): number => Math.round(yuan * 100);
const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + fen(one), 0) / 100;

function totalOf({ total = [] }: Bill, category: string): number | null {
  return total.find((one) => codesOf(one.category).includes(category))?.amount?.value ?? null;
}

/** What rules of the front page find wrong with the costs: their sum within a fen (FP12), the own share within the whole (FP13). */
function checksOf(total: number | null, own: number | null, sum: number, told: number): Text[] {
  const checks: Text[] = [];
  if (total !== null && told > 0 && Math.abs(fen(total) - fen(sum)) > 1)
    checks.push(t(`各类之和 ${sum.toFixed(2)} 元与总费用不符`, `the groups add up to ${sum.toFixed(2)}, not to the total`));
  if (total !== null && own !== null && fen(own) > fen(total))
    checks.push(t('自付金额大于总费用', 'the patient’s share is more than the total'));
  return checks;
}

/**
 * What a stay cost as its front page tells it, in yuan: the latest bill of it. A group that no bill names is null, which is not nothing.
 * `reached` false: the reader's role is shown no bills, whoever they are about.
 */
export function costsOfStay(bills: readonly Bill[], reached: boolean): StayCosts {
  const [bill] = bills.filter(({ status }) => status === 'active').toSorted((a, b) => byLatest(a.created, b.created));
  if (!reached || !bill)
    return { state: reached ? 'missing' : 'not-shown', total: null, own: null, payment: null, groups: [], checks: [] };
  const items = (bill.item ?? []).flatMap(({ productOrService, net }) =>
    net?.value === undefined ? [] : [{ codes: codesOf(productOrService), amount: net.value }],
  );
  const told = groups.map(([code, title]) => {
    const amounts = items.filter(({ codes }) => codes.includes(code)).map(({ amount }) => amount);
    return { code, title, amount: amounts.length > 0 ? sumOf(amounts) : null };
  });
  const total = totalOf(bill, 'submitted');
  const own = totalOf(bill, 'copay');
  const payment = (bill.extension ?? []).find(({ url }) => url.endsWith('/payment-method'));
  const paid = payment as { readonly valueCoding?: { readonly display?: string; readonly code?: string } } | undefined;
  return {
    state: 'told',
    total,
    own,
    payment: paid?.valueCoding?.display ?? paid?.valueCoding?.code ?? null,
    groups: told,
    checks: checksOf(total, own, sumOf(items.map(({ amount }) => amount)), items.length),
  };
}

const present: Readonly<Record<string, Text>> = {
  '1': t('有', 'present'),
  '2': t('临床未确定', 'clinically undetermined'),
  '3': t('情况不明', 'unknown'),
  '4': t('无', 'not present'),
};

/** Whether a diagnosis was there on admission 入院病情, as the diagnosis itself or a bill says; null where neither does. */
export function presentOnAdmission(
  condition: { readonly id: string; readonly extension?: readonly { readonly url: string }[] },
  bills: readonly Bill[],
): Text | null {
  const own = (condition.extension ?? []).find(({ url }) => url.endsWith('/present-on-admission')) as
    | { readonly valueCoding?: { readonly code?: string; readonly display?: string } }
    | undefined;
  const billed = bills
    .flatMap(({ diagnosis = [] }) => diagnosis)
    .find(({ diagnosisReference }) => diagnosisReference?.reference === `Condition/${condition.id}`)?.onAdmission;
  const code = own?.valueCoding?.code ?? codesOf(billed)[0] ?? '';
  const name = own?.valueCoding?.display ?? nameOf(billed);
  return present[code] ?? (name === '' ? null : t(name, name));
}
