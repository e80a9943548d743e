/* vdt-asset.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-asset.h"

#include "vdt-time.h"

/**
 * VdtAsset:
 *
 * One real thing that an incident touches, put together from all the evidence that
 * speaks of it. Made by vdt_asset_merge().
 */
struct _VdtAsset
{
  VdtRecord   parent_instance;

  char       *key;  /* stable; fact id is `S:` and this */
  char       *kind;  /* `device`, `user` …: data/model/evidence.json */
  char       *name;
  char       *detail;  /* one more line for a person */
  VdtFields  *fields;  /* merged field by field */
  char      **roles;
  char      **tags;
  char       *verdict;  /* the worst */
  char       *remediation_status;  /* the least settled */
  gint64      first_seen;
  gint64      last_seen;
  char      **evidence_ids;
  char      **alert_ids;
  char      **evidence_kinds;
};

G_DEFINE_FINAL_TYPE (VdtAsset, vdt_asset, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "key", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAsset, key) },
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAsset, kind) },
  { "name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAsset, name) },
  { "detail", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAsset, detail) },
  { "fields", VDT_SLOT_FIELDS, G_STRUCT_OFFSET (VdtAsset, fields) },
  { "roles", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAsset, roles) },
  { "tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAsset, tags) },
  { "verdict", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAsset, verdict) },
  { "remediation-status", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAsset, remediation_status) },
  { "first-seen", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAsset, first_seen) },
  { "last-seen", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAsset, last_seen) },
  { "evidence-ids", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAsset, evidence_ids) },
  { "alert-ids", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAsset, alert_ids) },
  { "evidence-kinds", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAsset, evidence_kinds) },
};

static void
vdt_asset_class_init (VdtAssetClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_asset_init (VdtAsset *self)
{
}

VdtAsset *
vdt_asset_new (void)
{
  return g_object_new (VDT_TYPE_ASSET, NULL);
}

const char *
vdt_asset_get_key (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->key;
}

const char *
vdt_asset_get_kind (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->kind;
}

const char *
vdt_asset_get_name (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->name;
}

const char *
vdt_asset_get_detail (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->detail;
}

VdtFields *
vdt_asset_get_fields (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->fields;
}

const char * const *
vdt_asset_get_roles (VdtAsset *self)
{
  return vdt_record_get_words (self, "roles");
}

const char * const *
vdt_asset_get_tags (VdtAsset *self)
{
  return vdt_record_get_words (self, "tags");
}

const char *
vdt_asset_get_verdict (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->verdict;
}

const char *
vdt_asset_get_remediation_status (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), NULL);

  return self->remediation_status;
}

gint64
vdt_asset_get_first_seen (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), VDT_TIME_UNSET);

  return self->first_seen;
}

gint64
vdt_asset_get_last_seen (VdtAsset *self)
{
  g_return_val_if_fail (VDT_IS_ASSET (self), VDT_TIME_UNSET);

  return self->last_seen;
}

const char * const *
vdt_asset_get_evidence_ids (VdtAsset *self)
{
  return vdt_record_get_words (self, "evidence-ids");
}

const char * const *
vdt_asset_get_alert_ids (VdtAsset *self)
{
  return vdt_record_get_words (self, "alert-ids");
}

const char * const *
vdt_asset_get_evidence_kinds (VdtAsset *self)
{
  return vdt_record_get_words (self, "evidence-kinds");
}
