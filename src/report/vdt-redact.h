/* vdt-redact.h
 *
 * Names replaced by pseudonyms, the same everywhere and in every report of the case.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-replacer.h"

G_BEGIN_DECLS

/**
 * VdtPseudonym:
 * @kind: `users`, `devices`, `addresses`, `mails`, `domains`, `people`
 * @name: as it stands in the incident
 * @pseudonym: `USER-1`; several names of one thing share it
 */
typedef struct
{
  char *kind;
  char *name;
  char *pseudonym;
} VdtPseudonym;

VdtPseudonym       *vdt_pseudonym_new    (const char          *kind,
                                          const char          *name,
                                          const char          *pseudonym);
void                vdt_pseudonym_free   (VdtPseudonym        *self);
const char * const *vdt_redact_get_kinds (void);
void                vdt_redact_collect   (VdtIncident         *incident,
                                          const char          *author,
                                          const char * const  *kinds,
                                          GPtrArray           *key);
void                vdt_redact_add       (VdtReplacer         *replacer,
                                          const char * const  *kinds,
                                          GPtrArray           *key);

G_END_DECLS
