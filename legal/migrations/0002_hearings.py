import django.db.models.deletion
import django.utils.timezone
import legal.vocabulary
from django.db import migrations, models

KINDS = {  # titles that say the kind already
    "first appearance": "first_appearance", "arraignment": "arraignment", "preliminary hearing": "preliminary",
    "status conference": "status", "scheduling conference": "scheduling", "pretrial conference": "pretrial",
    "motion hearing": "motion", "evidentiary hearing": "evidentiary", "plea hearing": "plea",
    "settlement conference": "settlement", "trial setting": "trial_setting", "jury selection": "jury_selection",
    "jury trial": "jury_trial", "bench trial": "bench_trial", "sentencing": "sentencing",
    "restitution hearing": "restitution", "agency hearing": "agency", "oral argument": "oral_argument",
}


def kind_from_title(apps, schema_editor):
    hearings = apps.get_model("legal", "Hearing").objects.all()
    for title, kind in KINDS.items():
        hearings.filter(title__iexact=title).update(kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('legal', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='hearing',
            name='changed_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='hearing',
            name='ends_at',
            field=models.DateTimeField(blank=True, help_text='Only where the court has set it; for several days, the last one.', null=True, verbose_name='ends'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='is_all_day',
            field=models.BooleanField(default=False, help_text='Or the time is not known yet.', verbose_name='all day'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='kind',
            field=models.CharField(choices=legal.vocabulary.HearingKind.choices, default=legal.vocabulary.HearingKind['OTHER'], max_length=24),
        ),
        migrations.AddField(
            model_name='hearing',
            name='note',
            field=models.CharField(blank=True, help_text='For readers, in a few words: why it was vacated, or what came of it where no development follows (“taken under advisement”).', max_length=250),
        ),
        migrations.AddField(
            model_name='hearing',
            name='outcome',
            field=models.ForeignKey(blank=True, help_text='What came of it, once it was held: a development of this case. Record that first.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='legal.development'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='continued_to',
            field=models.OneToOneField(blank=True, help_text='The later date. “Continue to another date” makes it in one step.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_from', to='legal.hearing'),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='place',
            field=models.CharField(blank=True, help_text="The room; the court's own address is added to it.", max_length=200),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='title',
            field=models.CharField(blank=True, help_text='What readers see, where it says more than the kind. Empty: the kind.', max_length=150),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('continued_to__isnull', True), models.Q(('continued_to', models.F('id')), _negated=True), _connector='OR'), name='hearing_continued_to_another', violation_error_message='A hearing is continued to another one.'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__isnull', True), ('state', legal.vocabulary.HearingState['HELD']), _connector='OR'), name='hearing_outcome_when_held', violation_error_message='Only a hearing that was held has an outcome: set the state to “held”.'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='hearing_ends_after_it_starts', violation_error_message='It ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('is_all_day', False), ('ends_at__isnull', False), _connector='OR'), name='hearing_all_day_ends_with_a_day', violation_error_message='A hearing without a time of day ends with a day.'),
        ),
        migrations.RunPython(kind_from_title, migrations.RunPython.noop, elidable=True),
    ]
