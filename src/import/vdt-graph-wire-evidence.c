/* vdt-graph-wire-evidence.c
 *
 * Evidence of any kind: the 48 of Graph v1.0, those that Graph will add, and the
 * entities and devices of the older API under Graph's names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-wire-private.h"

#include <string.h>

#include "vdt-evidence.h"
#include "vdt-fact-id.h"
#include "vdt-identity.h"
#include "vdt-schema.h"

#define NAMESPACE "microsoft.graph.security."

/* What a piece of evidence is when it does not say. */
#define UNKNOWN_KIND "unknownEvidence"

static const VdtWireSlot evidence_slots[] = {
  { "created-at", VDT_WIRE_TIME, NULL, { "createdDateTime", "evidenceCreationTime" } },
  { "verdict", VDT_WIRE_ENUM, "evidenceVerdict", { "verdict" } },
  { "remediation-status", VDT_WIRE_ENUM, "evidenceRemediationStatus", { "remediationStatus" } },
  { "remediation-details", VDT_WIRE_TEXT, NULL, { "remediationStatusDetails" } },
  { "detailed-roles", VDT_WIRE_WORDS, NULL, { "detailedRoles" } },
  { "tags", VDT_WIRE_WORDS, NULL, { "tags" } },
};

/* Roles are an enum in a list. */
static void
read_roles (VdtEvidence *evidence,
            VdtFields   *fields)
{
  g_auto(GStrv) roles = vdt_fields_dup_array (fields, "roles");

  if (roles[0] == NULL)
    return;

  for (gsize i = 0; roles[i] != NULL; i++)
    {
      const char *nick = vdt_schema_canonical ("evidenceRole", roles[i]);

      if (nick != NULL && strcmp (nick, roles[i]) != 0)
        {
          g_free (roles[i]);
          roles[i] = g_strdup (nick);
        }
    }

  vdt_record_set_words (evidence, "roles", (const char *const *) roles);
}

static void
set_title (VdtEvidence *evidence,
           VdtFields   *fields)
{
  const char *kind = vdt_evidence_get_kind (evidence);
  g_autofree char *title = vdt_identity_dup_name (kind, fields);

  if (title == NULL || *title == '\0')
    {
      const VdtEvidenceKind *known = vdt_schema_get_kind (kind);

      vdt_record_set_text (evidence, "title", known != NULL ? known->label : kind);
      return;
    }

  vdt_record_set_text (evidence, "title", title);
}

/* Two pieces of an alert that name one thing in one way need ids of their own. */
static char *
dup_free_id (VdtAlert   *alert,
             const char *kind,
             VdtFields  *fields)
{
  GListModel *list = vdt_alert_get_evidence (alert);
  g_autofree char *id = vdt_fact_evidence_id (vdt_alert_get_id (alert), kind, fields, 0);
  guint n_same = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) other = g_list_model_get_item (list, i);
      const char *other_id = vdt_evidence_get_id (other);
      gsize length = strlen (id);

      if (strncmp (other_id, id, length) == 0 && (other_id[length] == '\0' || other_id[length] == '-'))
        n_same++;
    }

  return n_same == 0 ? g_steal_pointer (&id)
                     : vdt_fact_evidence_id (vdt_alert_get_id (alert), kind, fields, n_same);
}

static void
add_evidence (VdtWire    *wire,
              VdtAlert   *alert,
              const char *kind,
              VdtFields  *fields,
              VdtJson     element)
{
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new (vdt_alert_get_id (alert), kind);
  g_autofree char *raw = g_strndup (element.text, element.length);
  g_autofree char *id = dup_free_id (alert, kind, fields);

  vdt_record_set_text (evidence, "id", id);
  vdt_record_set_text (evidence, "raw", raw);
  vdt_record_set_fields (evidence, "fields", fields);
  vdt_wire_read_slots (wire, evidence, fields, evidence_slots, G_N_ELEMENTS (evidence_slots));
  read_roles (evidence, fields);
  set_title (evidence, fields);

  vdt_alert_add_evidence (alert, evidence);
}

/* `#microsoft.graph.security.ipEvidence`, with or without the sharp sign. */
static const char *
kind_of_type (const char *type)
{
  if (*type == '#')
    type++;
  if (g_str_has_prefix (type, NAMESPACE))
    type += strlen (NAMESPACE);

  return *type != '\0' ? type : UNKNOWN_KIND;
}

/* With a message where the kind is missing or new: it is kept and shown as it is. */
static const char *
read_kind (VdtWire   *wire,
           VdtFields *fields)
{
  const char *kind = UNKNOWN_KIND;
  guint index;

  if (vdt_fields_lookup (fields, "@odata.type", &index) &&
      vdt_fields_get_field_type (fields, index) == VDT_FIELD_STRING)
    kind = kind_of_type (vdt_fields_get_text (fields, index));

  if (strcmp (kind, UNKNOWN_KIND) == 0)
    {
      vdt_wire_report (wire, VDT_WIRE_NOTE, "this evidence does not say of what kind it is; it is shown as it came");
    }
  else if (vdt_schema_get_kind (kind) == NULL)
    {
      g_autofree char *quoted = vdt_wire_dup_quoted (kind);

      vdt_wire_report (wire, VDT_WIRE_NOTE, "%s is a kind of evidence that is not known yet; it is shown as it came",
                       quoted);
    }

  return kind;
}

/* `members` under Graph's names: what the schema calls another way is renamed. */
static VdtFields *
read_older_fields (VdtWire    *wire,
                   const char *kind,
                   VdtJson     element)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  gsize first;
  gsize end = vdt_wire_enter (wire, element, &first);

  for (gsize i = first; i < end; i++)
    {
      VdtWireMember member = *vdt_wire_get (wire, i);
      g_autofree char *name = NULL;
      const char *graph_name;

      if (member.value.text == NULL)
        continue;

      name = vdt_json_dup_text (member.name);
      graph_name = vdt_schema_older_field (kind, name);
      vdt_wire_add_fields (wire, builder, graph_name != NULL ? graph_name : name, member.value);
    }

  vdt_wire_leave (wire, first);

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

/**
 * vdt_wire_read_evidence:
 * @wire: at the element's path
 * @element: an object
 * @alert: (type VdtAlert): the alert it belongs to
 *
 * Reads one piece of evidence in Graph's spelling, or an entity that another
 * API put under the same name.
 */
void
vdt_wire_read_evidence (VdtWire  *wire,
                        VdtJson   element,
                        gpointer  alert)
{
  g_autoptr(VdtFieldsBuilder) builder = NULL;
  g_autoptr(VdtFields) fields = NULL;
  g_autofree char *kind = NULL;

  if (!vdt_json_has_member (element, "@odata.type") && vdt_json_has_member (element, "entityType"))
    {
      vdt_wire_read_entity (wire, element, alert);
      return;
    }

  builder = vdt_fields_builder_new ();
  vdt_wire_add_fields (wire, builder, "", element);
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  kind = g_strdup (read_kind (wire, fields));
  add_evidence (wire, alert, kind, fields, element);
}

/**
 * vdt_wire_read_entity:
 * @wire: at the element's path
 * @element: an object with `entityType`
 * @alert: (type VdtAlert): the alert it belongs to
 *
 * Reads one of `entities` of api.security.microsoft.com.
 */
void
vdt_wire_read_entity (VdtWire  *wire,
                      VdtJson   element,
                      gpointer  alert)
{
  g_autofree char *type = vdt_json_dup_member (element, "entityType");
  const char *kind = type != NULL ? vdt_schema_kind_of_older (type) : NULL;
  g_autoptr(VdtFields) fields = NULL;
  g_autofree char *unknown = NULL;

  if (kind == NULL)
    {
      g_autofree char *quoted = vdt_wire_dup_quoted (type != NULL ? type : "");

      vdt_wire_report (wire, VDT_WIRE_NOTE,
                       "%s is a type of entity that is not known; it is shown as it came", quoted);
      unknown = type != NULL && *type != '\0' ? g_strconcat (type, "Evidence", NULL) : g_strdup (UNKNOWN_KIND);
      unknown[0] = g_ascii_tolower (unknown[0]);
      kind = unknown;
    }

  fields = read_older_fields (wire, kind, element);
  add_evidence (wire, alert, kind, fields, element);
}

/**
 * vdt_wire_read_machine:
 * @wire: at the element's path
 * @element: an object
 * @alert: (type VdtAlert): the alert it belongs to
 *
 * Reads one of `devices` of api.security.microsoft.com.
 */
void
vdt_wire_read_machine (VdtWire  *wire,
                       VdtJson   element,
                       gpointer  alert)
{
  g_autoptr(VdtFields) fields = read_older_fields (wire, "deviceEvidence", element);

  add_evidence (wire, alert, "deviceEvidence", fields, element);
}
