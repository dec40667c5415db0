import type { ModuleManifest } from '@songhua/kernel';
import { loadDemo } from './events/load-demo.ts';
import { proposeConversions } from './events/propose-conversions.ts';
import { keepForecasting } from './forecasting/keep-forecasting.ts';
import { exportWards, readCity } from './http/city.ts';
import { listContinuity, removeContinuity, saveContinuity } from './http/continuity.ts';
import { moveConversionRoute, moveStepRoute, orderRoute } from './http/convert.ts';
import { reportEquipment } from './http/equipment.ts';
import { addWard, changeWard, designate, readFacility, readOwn, withdraw } from './http/facilities.ts';
import {
  cancelForecastRoute,
  createForecast,
  exportForecast,
  listForecastsRoute,
  readForecast,
  startForecast,
} from './http/forecasts.ts';
import { reportOccupancy, reportOccupancyFile } from './http/occupancy.ts';
import { problems } from './problems.ts';
import { forget, project, stayTypes } from './store/stays.ts';

export const module: ModuleManifest = {
  id: 'surge',
  title: { zh: '平急转换', en: 'Surge beds' },
  permissions: [
    {
      code: 'surge.read',
      title: { zh: '查看平急转换的床位、转换和预测', en: 'Read surge beds, conversions and forecasts' },
      roles: ['planner', 'viewer', 'cdc', 'administrator'],
    },
    {
      code: 'surge.manage',
      title: { zh: '确定定点医院、下令转换病区、预测', en: 'Have hospitals stand ready, order conversions, forecast' },
      roles: ['planner'],
    },
    {
      code: 'surge.report',
      title: { zh: '填报本机构病区的占用和转换步骤', en: 'Report on the wards of one’s own institution' },
      roles: ['planner', 'doctor', 'nurse'],
    },
  ],
  routes: [
    readCity,
    exportWards,
    readFacility,
    readOwn,
    designate,
    withdraw,
    addWard,
    changeWard,
    orderRoute,
    moveConversionRoute,
    moveStepRoute,
    reportOccupancy,
    reportOccupancyFile,
    reportEquipment,
    listContinuity,
    saveContinuity,
    removeContinuity,
    startForecast,
    createForecast,
    listForecastsRoute,
    readForecast,
    cancelForecastRoute,
    exportForecast,
  ],
  problems,
  menu: [
    {
      path: '/surge',
      title: { zh: '平急转换', en: 'Surge beds' },
      permission: 'surge.read',
      order: 27.5,
      icon: 'hospital',
      summary: {
        zh: '疫情时哪些床位就绪、缺什么、哪个病区何时必须转换',
        en: 'Which beds are ready for an outbreak, what is missing, which ward must convert when',
      },
    },
    {
      path: '/surge/own',
      title: { zh: '本院病区', en: 'Our wards' },
      permission: 'surge.report',
      order: 27.6,
      icon: 'hospital',
      summary: { zh: '填报本院病区的占用和转换步骤', en: 'Report the beds in use and the steps of conversions' },
    },
  ],
  events: [
    { type: 'surge.changed', permission: 'surge.read' },
    { type: 'surge.forecast-changed', permission: 'surge.read' },
  ],
  subscriptions: [proposeConversions],
  projections: [{ name: 'surge', types: stayTypes, apply: project, forget }],
  start: [loadDemo],
  background: [keepForecasting],
  distribution: { spread: { 'surge.stay': 'encounter' } },
};
