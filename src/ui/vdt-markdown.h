/* vdt-markdown.h
 *
 * Markdown of comments as widgets.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_MARKDOWN_MAX 30000 /* characters of a comment, as in the Defender portal */

GtkWidget *vdt_markdown_new (const char *text);

G_END_DECLS
