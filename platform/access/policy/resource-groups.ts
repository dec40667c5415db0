import type { Text } from '@songhua/kernel';

/** What kind of record a type is, in the words in which policies speak of them. */
export interface ResourceGroup {
  readonly title: Text;
  /** Whether such records are about people: only a relation leads to them, save where a policy says why not. */
  readonly ofPeople: boolean;
  readonly types: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Every type of R4 that can be stored, each in one group. What may name a person counts as about people. */
export const resourceGroups = {
  identity: { title: { zh: '身份信息', en: 'identity' }, ofPeople: true, types: words('Patient Person RelatedPerson') },
  care: {
    title: { zh: '就诊与签约登记', en: 'encounters and contracts' },
    ofPeople: true,
    types: words('CareTeam Encounter EpisodeOfCare'),
  },
  clinical: {
    title: { zh: '诊疗记录', en: 'clinical records' },
    ofPeople: true,
    types: words(`AllergyIntolerance Appointment AppointmentResponse Basic Binary BiologicallyDerivedProduct BodyStructure Bundle
      CarePlan ClinicalImpression Communication CommunicationRequest Composition DetectedIssue Device DeviceMetric
      DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference
      FamilyMemberHistory Flag Goal Group GuidanceResponse ImagingStudy Linkage List Media MedicationAdministration
      MedicationDispense MedicationRequest MedicationStatement MessageHeader MolecularSequence NutritionOrder Observation
      OperationOutcome Procedure RequestGroup ResearchSubject RiskAssessment ServiceRequest Specimen SupplyDelivery
      SupplyRequest Task VisionPrescription`),
  },
  'public-health': {
    title: { zh: '公共卫生记录（诊断、预防接种、个案调查）', en: 'public-health records (diagnoses, immunisations, case forms)' },
    ofPeople: true,
    types: words(`AdverseEvent Condition Immunization ImmunizationEvaluation ImmunizationRecommendation MeasureReport
      QuestionnaireResponse`),
  },
  billing: {
    title: { zh: '费用与医保记录', en: 'bills and insurance' },
    ofPeople: true,
    types: words(`Account ChargeItem Claim ClaimResponse Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse
      EnrollmentRequest EnrollmentResponse ExplanationOfBenefit Invoice PaymentNotice PaymentReconciliation`),
  },
  consents: { title: { zh: '授权同意', en: 'consents' }, ofPeople: true, types: words('Consent') },
  traces: {
    title: { zh: '使用与来源记录', en: 'traces of use and origin' },
    ofPeople: true,
    types: words('AuditEvent Provenance'),
  },
  registry: {
    title: { zh: '机构与人员注册信息', en: 'the registry of institutions and staff' },
    ofPeople: false,
    types: words('Endpoint HealthcareService Location Organization OrganizationAffiliation Practitioner PractitionerRole'),
  },
  terminology: {
    title: { zh: '术语、规范与知识', en: 'terminology, profiles and knowledge' },
    ofPeople: false,
    types:
      words(`ActivityDefinition CapabilityStatement CatalogEntry ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap
      DeviceDefinition EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition
      ImplementationGuide Library Measure Medication MedicationKnowledge MedicinalProduct MedicinalProductAuthorization
      MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
      MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
      MessageDefinition NamingSystem ObservationDefinition OperationDefinition PlanDefinition Questionnaire ResearchDefinition
      ResearchElementDefinition RiskEvidenceSynthesis SearchParameter SpecimenDefinition StructureDefinition StructureMap
      Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
      SubstanceSpecification TerminologyCapabilities TestReport TestScript ValueSet`),
  },
  administrative: {
    title: { zh: '排班、订阅等管理信息', en: 'schedules, subscriptions and the like' },
    ofPeople: false,
    types: words('InsurancePlan ResearchStudy Schedule Slot Subscription VerificationResult'),
  },
} as const satisfies Readonly<Record<string, ResourceGroup>>;

export type GroupName = keyof typeof resourceGroups;
