/* vdt-similar-incident.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-similar-incident.h"

#include "vdt-time.h"

/**
 * VdtSimilarIncident:
 *
 * What an incident is like, and what became of it. As a member of an archive its
 * features are all that it has; as the answer to a search, those that it shares.
 *
 * A feature is a text `kind:value`, such as `technique:T1003`, `title:…`, `user:…`.
 */
struct _VdtSimilarIncident
{
  VdtRecord   parent_instance;

  char       *id;
  char       *title;
  char       *severity;
  char       *status;
  char       *classification;
  char       *determination;
  gint64      at;
  double      score;           /* 0 to 1 */
  char      **features;
};

G_DEFINE_FINAL_TYPE (VdtSimilarIncident, vdt_similar_incident, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtSimilarIncident, id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtSimilarIncident, title) },
  { "severity", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtSimilarIncident, severity) },
  { "status", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtSimilarIncident, status) },
  { "classification", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtSimilarIncident, classification) },
  { "determination", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtSimilarIncident, determination) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtSimilarIncident, at) },
  { "score", VDT_SLOT_REAL, G_STRUCT_OFFSET (VdtSimilarIncident, score) },
  { "features", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtSimilarIncident, features) },
};

static void
vdt_similar_incident_class_init (VdtSimilarIncidentClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_similar_incident_init (VdtSimilarIncident *self)
{
}

VdtSimilarIncident *
vdt_similar_incident_new (const char *id)
{
  return g_object_new (VDT_TYPE_SIMILAR_INCIDENT, "id", id, "at", VDT_TIME_UNSET, NULL);
}

const char *
vdt_similar_incident_get_id (VdtSimilarIncident *self)
{
  g_return_val_if_fail (VDT_IS_SIMILAR_INCIDENT (self), NULL);

  return self->id;
}

const char *
vdt_similar_incident_get_title (VdtSimilarIncident *self)
{
  g_return_val_if_fail (VDT_IS_SIMILAR_INCIDENT (self), NULL);

  return self->title;
}

const char *
vdt_similar_incident_get_classification (VdtSimilarIncident *self)
{
  g_return_val_if_fail (VDT_IS_SIMILAR_INCIDENT (self), NULL);

  return self->classification;
}

double
vdt_similar_incident_get_score (VdtSimilarIncident *self)
{
  g_return_val_if_fail (VDT_IS_SIMILAR_INCIDENT (self), 0);

  return self->score;
}

const char * const *
vdt_similar_incident_get_features (VdtSimilarIncident *self)
{
  g_return_val_if_fail (VDT_IS_SIMILAR_INCIDENT (self), NULL);

  return (const char *const *) self->features;
}
