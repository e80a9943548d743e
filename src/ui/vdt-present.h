/* vdt-present.h
 *
 * How values are shown: words, icons and colours of severities, states and
 * kinds; times; text from outside.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-incident.h"

G_BEGIN_DECLS

const char *vdt_present_severity        (const char  *nick);
const char *vdt_present_severity_icon   (const char  *nick);
const char *vdt_present_severity_class  (const char  *nick);
const char *vdt_present_status          (const char  *nick);
const char *vdt_present_status_icon     (const char  *nick);
const char *vdt_present_alert_status    (const char  *nick);
const char *vdt_present_verdict_icon    (const char  *nick);
const char *vdt_present_verdict_class   (const char  *nick);
const char *vdt_present_kind_icon       (const char  *kind);
const char *vdt_present_asset_kind      (const char  *kind);
const char *vdt_present_asset_icon      (const char  *kind);
const char *vdt_present_owner           (const char  *owner);
char       *vdt_present_age             (gint64       time,
                                         gint64       now);
char       *vdt_present_time            (gint64       time);
char       *vdt_present_text            (const char  *text);
char       *vdt_present_incident_title  (VdtIncident *incident);
char       *vdt_present_number          (const char  *id);

void        vdt_present_exact           (GtkLabel    *label);

GtkWidget  *vdt_present_badge_new       (void);
void        vdt_present_badge_severity  (GtkWidget   *badge,
                                         const char  *nick);
void        vdt_present_badge_set       (GtkWidget   *badge,
                                         const char  *icon_name,
                                         const char  *text,
                                         const char  *css_class);

G_END_DECLS
