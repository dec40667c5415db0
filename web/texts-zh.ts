import ui from '@songhua/ui/i18n/zh.json';
import web from './i18n/zh.json';

const modules = import.meta.glob<object>('../modules/*/i18n/zh.json', { eager: true, import: 'default' });
export default { ui, web, modules };
