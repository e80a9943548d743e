/* vdt-windows-event.h
 *
 * One event of a Windows log, whatever wrote it down, and what a rule's expressions
 * make of it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-json.h"

G_BEGIN_DECLS

/**
 * VdtWindowsEvent:
 * @channel: the log, `Security`
 * @id: the event's number
 * @provider: who wrote it
 * @computer: on which device
 * @time: when, as text in UTC
 * @record: its number in the log
 * @data: name → text: the event's own fields
 */
typedef struct
{
  char       *channel;
  char       *id;
  char       *provider;
  char       *computer;
  char       *time;
  char       *record;
  GHashTable *data;
} VdtWindowsEvent;

VdtWindowsEvent *vdt_windows_event_new       (void);
void             vdt_windows_event_free      (VdtWindowsEvent  *self);
VdtWindowsEvent *vdt_windows_event_from_json (VdtJson           record);
const char      *vdt_windows_event_get       (VdtWindowsEvent  *self,
                                              const char       *field);
void             vdt_windows_event_take      (VdtWindowsEvent  *self,
                                              const char       *field,
                                              char             *text);
char            *vdt_windows_value           (VdtWindowsEvent  *self,
                                              const char       *expression,
                                              GVariant         *maps);
const char      *vdt_windows_address_type    (const char       *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtWindowsEvent, vdt_windows_event_free)

G_END_DECLS
