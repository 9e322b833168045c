"""Multipart uploads, their parts, and the parts that an object came in. The bodies move so that they stay the last column."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("worlds", "0001_initial")]

    operations = [
        migrations.AddField("objectrow", "parts", models.JSONField(default=list)),
        migrations.AddField("objectrow", "content", models.BinaryField(default=b"")),
        migrations.RunSQL("UPDATE worlds_objectrow SET content = body", "UPDATE worlds_objectrow SET body = content"),
        migrations.RemoveField("objectrow", "body"),
        migrations.RenameField("objectrow", "content", "body"),
        migrations.AlterField("objectrow", "body", models.BinaryField()),
        migrations.CreateModel(
            name="UploadRow",
            fields=[
                ("upload_id", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("key", models.BinaryField(max_length=1024)),
                ("initiated", models.FloatField()),
                ("initiator", models.TextField()),
                ("headers", models.JSONField(default=dict)),
                ("tags", models.JSONField(default=dict)),
                ("checksum", models.CharField(blank=True, max_length=16)),
                ("checksum_type", models.CharField(blank=True, max_length=16)),
                (
                    "bucket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="worlds.bucketrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("etag", models.CharField(max_length=32)),
                ("modified", models.FloatField()),
                ("checksums", models.JSONField(default=dict)),
                ("body", models.BinaryField()),
                (
                    "upload",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="worlds.uploadrow",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="partrow",
            constraint=models.UniqueConstraint(fields=("upload", "number"), name="one_part_a_number"),
        ),
    ]
