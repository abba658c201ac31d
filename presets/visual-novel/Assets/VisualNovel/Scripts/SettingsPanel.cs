using UnityEngine;
using UnityEngine.UI;

namespace VisualNovel
{
    /// <summary>Sliders for what a player may set.</summary>
    public sealed class SettingsPanel : MonoBehaviour
    {
        [SerializeField] private Slider textSpeed;
        [SerializeField] private Slider patience;
        [SerializeField] private Slider music;
        [SerializeField] private Slider sounds;
        [SerializeField] private Soundtrack soundtrack;

        public void Open()
        {
            textSpeed.SetValueWithoutNotify(Preferences.TextSpeed);
            patience.SetValueWithoutNotify(Preferences.Patience);
            music.SetValueWithoutNotify(Preferences.MusicVolume);
            sounds.SetValueWithoutNotify(Preferences.SoundVolume);
            gameObject.SetActive(true);
        }

        public void Close()
        {
            PlayerPrefs.Save();
            gameObject.SetActive(false);
        }

        private void Awake()
        {
            textSpeed.onValueChanged.AddListener(value => Preferences.TextSpeed = value);
            patience.onValueChanged.AddListener(value => Preferences.Patience = value);
            music.onValueChanged.AddListener(value =>
            {
                Preferences.MusicVolume = value;
                soundtrack.TakeVolumes();
            });
            sounds.onValueChanged.AddListener(value =>
            {
                Preferences.SoundVolume = value;
                soundtrack.TakeVolumes();
            });
        }
    }
}
