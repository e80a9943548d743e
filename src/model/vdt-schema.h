/* vdt-schema.h
 *
 * What Graph calls incidents, alerts and evidence, and the words that people
 * read for it: enums, kinds of evidence, fields, categories.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtEvidenceKind:
 * @kind: the type's name in Graph, `deviceEvidence`; interned
 * @label: singular, “Device”
 * @plural: “Devices”
 * @asset: nick of the asset kind that it stands for, `device`
 * @icon: stem of an icon's name, `device` for `vdt-device-symbolic`
 * @title_paths: (array zero-terminated=1): fields that name one, the best first
 * @detail_paths: (array zero-terminated=1): fields that tell two of a name apart
 */
typedef struct
{
  const char  *kind;
  const char  *label;
  const char  *plural;
  const char  *asset;
  const char  *icon;
  const char **title_paths;
  const char **detail_paths;
} VdtEvidenceKind;

/**
 * VdtSchemaMember:
 * @nick: an enum member as Graph spells it; interned
 * @label: what people read
 * @retired: read from old data, not offered for new
 */
typedef struct
{
  const char *nick;
  const char *label;
  gboolean    retired;
} VdtSchemaMember;

/**
 * VdtClassification:
 * @nick: `truePositive`, …
 * @label: what people read
 * @asks: what the determination says, “Type of threat”
 * @determinations: (array zero-terminated=1): nicks of `alertDetermination` that go with it
 */
typedef struct
{
  const char  *nick;
  const char  *label;
  const char  *asks;
  const char **determinations;
} VdtClassification;

/**
 * VdtCategory:
 * @nick: an alert's category, `InitialAccess`; interned
 * @label: what people read
 * @tactic: nick of the ATT&CK tactic, empty if it is none
 * @order: its place in an attack, from 0; the categories of no tactic come last
 */
typedef struct
{
  const char *nick;
  const char *label;
  const char *tactic;
  guint       order;
} VdtCategory;

const char              *vdt_schema_canonical         (const char *enum_name,
                                                       const char *text);
const char              *vdt_schema_label             (const char *enum_name,
                                                       const char *nick);
const VdtSchemaMember   *vdt_schema_get_members       (const char *enum_name,
                                                       gsize      *out_n);
const char              *vdt_schema_enum_of_field     (const char *field);
char                    *vdt_schema_dup_field_label   (const char *path);

const VdtEvidenceKind   *vdt_schema_get_kind          (const char *kind);
const VdtEvidenceKind   *vdt_schema_get_kinds         (gsize      *out_n);
const char              *vdt_schema_kind_of_older     (const char *entity_type);
const char              *vdt_schema_older_field       (const char *kind,
                                                       const char *field);
gboolean                 vdt_schema_kind_has_field    (const char *kind,
                                                       const char *field);

const VdtClassification *vdt_schema_get_classifications (gsize    *out_n);
const VdtCategory       *vdt_schema_get_category      (const char *category);
const char              *vdt_schema_service_of_alert  (const char *alert_id);

G_END_DECLS
