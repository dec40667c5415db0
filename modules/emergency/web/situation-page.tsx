import { FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { address } from '@songhua/ui/api.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Situation } from '../contract.ts';
import './emergency.css';

function SituationTable({
  table: { columns, rows },
  name,
}: {
  readonly table: NonNullable<Situation['sections'][number]['table']>;
  readonly name: string;
}) {
  return (
    <div className="em-scroll">
      <table className="em-table">
        <caption className="sh-visually-hidden">{name}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The situation report as a page to read and to print; the same as a DOCX file. */
export default function SituationPage() {
  const { t } = useTranslation('emergency');
  const lang = useLanguage();
  const { id = '' } = useParams();
  const path = `/api/emergency/events/${encodeURIComponent(id)}/situation`;
  const query = useApi<Situation>(path);
  return (
    <Loaded query={query} rows={12}>
      {(report) => (
        <article className="em-situation">
          <PageHead title={report.title} lead={report.line}>
            <Link className="sh-no-print" to={`/emergency/events/${id}`}>
              {t('situation.back')}
            </Link>
            <Button className="sh-no-print" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
              {t('situation.print')}
            </Button>
            <a className="sh-no-print" href={address(`${path}/document`, { format: 'docx', lang })} download>
              <FileWordOutlined aria-hidden="true" /> {t('situation.docx')}
            </a>
          </PageHead>
          {report.sections.map(({ heading, paragraphs, table }) => (
            <section key={heading}>
              <h2>{heading}</h2>
              {paragraphs.map((one) => (
                <p key={one}>{one}</p>
              ))}
              {table && <SituationTable table={table} name={heading} />}
            </section>
          ))}
          <p className="sh-quiet">{report.note}</p>
        </article>
      )}
    </Loaded>
  );
}
