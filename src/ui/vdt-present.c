/* vdt-present.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-present.h"

#include <glib/gi18n.h>

#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-time.h"

#define MAX_LINE 2000 /* characters; more is never read in one line */

/* What differs by value, but is no word: looks. */
typedef struct
{
  const char *nick;
  const char *icon_name;
  const char *css_class;
} Look;

static const Look severities[] = {
  { "high", "vdt-severity-high-symbolic", "severity-high" },
  { "medium", "vdt-severity-medium-symbolic", "severity-medium" },
  { "low", "vdt-severity-low-symbolic", "severity-low" },
  { "informational", "vdt-severity-informational-symbolic", "severity-informational" },
  { NULL, "vdt-severity-unknown-symbolic", "severity-unknown" },
};

static const Look states[] = {
  { "active", "vdt-status-new-symbolic", "status-new" },
  { "new", "vdt-status-new-symbolic", "status-new" },
  { "inProgress", "vdt-status-active-symbolic", "status-active" },
  { "awaitingAction", "vdt-status-active-symbolic", "status-active" },
  { "resolved", "vdt-status-resolved-symbolic", "status-resolved" },
  { "redirected", "vdt-forward-symbolic", "dim-label" },
  { NULL, "vdt-other-symbolic", "dim-label" },
};

static const Look verdicts[] = {
  { "malicious", "vdt-severity-high-symbolic", "verdict-malicious" },
  { "suspicious", "vdt-severity-medium-symbolic", "verdict-suspicious" },
  { "noThreatsFound", "vdt-status-resolved-symbolic", "verdict-clean" },
  { NULL, "vdt-severity-unknown-symbolic", "dim-label" },
};

static const struct
{
  const char *kind;
  const char *icon_name;
  const char *title;
} asset_kinds[] = {
  { "device", "vdt-device-symbolic", N_("Device") },
  { "user", "vdt-user-symbolic", N_("User") },
  { "mailbox", "vdt-mailbox-symbolic", N_("Mailbox") },
  { "mail", "vdt-mail-symbolic", N_("Mail") },
  { "file", "vdt-file-symbolic", N_("File") },
  { "process", "vdt-process-symbolic", N_("Process") },
  { "ip", "vdt-ip-symbolic", N_("IP address") },
  { "url", "vdt-url-symbolic", N_("URL") },
  { "registry", "vdt-registry-symbolic", N_("Registry") },
  { "cloud-resource", "vdt-cloud-symbolic", N_("Cloud resource") },
  { "application", "vdt-application-symbolic", N_("Application") },
  { "malware", "vdt-malware-symbolic", N_("Malware") },
  { "group", "vdt-group-symbolic", N_("Group") },
  { "logon", "vdt-logon-symbolic", N_("Logon") },
  { "connection", "vdt-connection-symbolic", N_("Connection") },
  { "domain", "vdt-domain-symbolic", N_("Domain") },
};

static const Look *
look_of (const Look *looks,
         const char *nick)
{
  while (looks->nick != NULL && g_strcmp0 (looks->nick, nick) != 0)
    looks++;

  return looks;
}

static const char *
label_of (const char *enum_name,
          const char *nick,
          const char *none)
{
  const char *label;

  if (nick == NULL || *nick == '\0')
    return none;
  label = vdt_schema_label (enum_name, nick);

  return label == NULL ? nick : gettext (label);
}

/**
 * vdt_present_severity:
 * @nick: (nullable): a severity as Graph spells it
 *
 * Returns: the word for it
 */
const char *
vdt_present_severity (const char *nick)
{
  return label_of ("alertSeverity", nick, _("Unknown"));
}

const char *
vdt_present_severity_icon (const char *nick)
{
  return look_of (severities, nick)->icon_name;
}

const char *
vdt_present_severity_class (const char *nick)
{
  return look_of (severities, nick)->css_class;
}

/**
 * vdt_present_status:
 * @nick: (nullable): an incident's status as Graph spells it
 *
 * Returns: the word for it
 */
const char *
vdt_present_status (const char *nick)
{
  return label_of ("incidentStatus", nick, _("Unknown"));
}

const char *
vdt_present_alert_status (const char *nick)
{
  return label_of ("alertStatus", nick, _("Unknown"));
}

const char *
vdt_present_status_icon (const char *nick)
{
  return look_of (states, nick)->icon_name;
}

const char *
vdt_present_verdict_icon (const char *nick)
{
  return look_of (verdicts, nick)->icon_name;
}

const char *
vdt_present_verdict_class (const char *nick)
{
  return look_of (verdicts, nick)->css_class;
}

/**
 * vdt_present_kind_icon:
 * @kind: (nullable): a kind of evidence, as `deviceEvidence`
 *
 * Returns: a symbolic icon's name; one for unknown kinds too
 */
const char *
vdt_present_kind_icon (const char *kind)
{
  const VdtEvidenceKind *known = kind == NULL ? NULL : vdt_schema_get_kind (kind);
  g_autofree char *name = NULL;

  if (known == NULL)
    return "vdt-other-symbolic";

  name = g_strdup_printf ("vdt-%s-symbolic", known->icon);
  return g_intern_string (name);
}

const char *
vdt_present_asset_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (asset_kinds); i++)
    if (g_strcmp0 (asset_kinds[i].kind, kind) == 0)
      return gettext (asset_kinds[i].title);

  return kind == NULL ? _("Other") : kind;
}

const char *
vdt_present_asset_icon (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (asset_kinds); i++)
    if (g_strcmp0 (asset_kinds[i].kind, kind) == 0)
      return asset_kinds[i].icon_name;

  return "vdt-other-symbolic";
}

const char *
vdt_present_owner (const char *owner)
{
  return owner == NULL || *owner == '\0' ? _("Unassigned") : owner;
}

/**
 * vdt_present_age:
 * @time: µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 * @now: the same
 *
 * Returns: how long ago that was, in one unit, as “5 h”
 */
char *
vdt_present_age (gint64 time,
                 gint64 now)
{
  gint64 minutes;

  if (time == VDT_TIME_UNSET)
    return g_strdup ("–");

  minutes = MAX (0, now - time) / (60 * G_USEC_PER_SEC);
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (_("%d h"), (int) (minutes / 60));

  return g_strdup_printf (_("%d d"), (int) (minutes / (24 * 60)));
}

char *
vdt_present_time (gint64 time)
{
  return time == VDT_TIME_UNSET ? g_strdup ("–") : vdt_time_format (time, VDT_TIME_DATA);
}

/**
 * vdt_present_text:
 * @text: (nullable): text from outside
 *
 * Returns: (transfer full): one line of it that is safe to show in a label
 *   without markup
 */
char *
vdt_present_text (const char *text)
{
  return text == NULL ? g_strdup ("") : vdt_safe_text (text, -1, MAX_LINE, NULL);
}

/**
 * vdt_present_number:
 * @id: an incident's id
 *
 * Returns: (transfer full): the id as it is called in speech; a long one is cut
 */
char *
vdt_present_number (const char *id)
{
  return id == NULL ? g_strdup ("") : vdt_safe_text (id, -1, 24, NULL);
}

char *
vdt_present_incident_title (VdtIncident *incident)
{
  const char *title = vdt_incident_get_title (incident);
  g_autofree char *number = NULL;

  if (title != NULL && *title != '\0')
    return vdt_present_text (title);

  number = vdt_present_number (vdt_incident_get_id (incident));
  /* Translators: %s is an incident's number. */
  return g_strdup_printf (_("Incident %s"), number);
}

/**
 * vdt_present_exact:
 * @label: a label that wraps
 *
 * Keeps Pango from adding hyphens where it breaks a word: in a path or a command
 * line nobody could tell them from what is there.
 */
void
vdt_present_exact (GtkLabel *label)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (GTK_IS_LABEL (label));

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}

/**
 * vdt_present_badge_new:
 *
 * Returns: (transfer floating): a symbol and a word beside it
 */
GtkWidget *
vdt_present_badge_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "badge");

  return box;
}

/**
 * vdt_present_badge_set:
 * @badge: what vdt_present_badge_new() gave
 * @icon_name: a symbolic icon
 * @text: plain text
 * @css_class: the look
 *
 * Sets what a badge shows: never a colour alone.
 */
void
vdt_present_badge_set (GtkWidget  *badge,
                       const char *icon_name,
                       const char *text,
                       const char *css_class)
{
  GtkWidget *image = gtk_widget_get_first_child (badge);
  const char *classes[] = { "badge", css_class, NULL };

  g_return_if_fail (GTK_IS_IMAGE (image));

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon_name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (image)), text);
  gtk_widget_set_css_classes (badge, classes);
}

void
vdt_present_badge_severity (GtkWidget  *badge,
                            const char *nick)
{
  vdt_present_badge_set (badge, vdt_present_severity_icon (nick), vdt_present_severity (nick),
                         vdt_present_severity_class (nick));
}
