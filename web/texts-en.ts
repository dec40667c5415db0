import ui from '@songhua/ui/i18n/en.json';
import web from './i18n/en.json';

const modules = import.meta.glob<object>('../modules/*/i18n/en.json', { eager: true, import: 'default' });
export default { ui, web, modules };
