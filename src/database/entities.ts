/** Every table that is written through TypeORM. The record path reads with SQL of its own (docs/adr/0004). */
import { ConsentEntity, ServiceAgreementEntity } from "../governance/consents/consent.entity";
import { CaseAgencyEntity, CaseAssignmentEntity, CaseFileEntity, CaseMemberEntity } from "../hub/case.entity";
import { PersonEntity, PersonIdentifierEntity } from "../people/person.entity";

export const ENTITIES = [
  PersonEntity,
  PersonIdentifierEntity,
  CaseFileEntity,
  CaseMemberEntity,
  CaseAgencyEntity,
  CaseAssignmentEntity,
  ConsentEntity,
  ServiceAgreementEntity,
];
